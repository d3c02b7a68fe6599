using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>What a state manager is made of. Immutable.</summary>
public sealed record StateSetup
{
    /// <summary>The trader.</summary>
    public required TraderId Trader { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Where its state lives. Not disposed by the state manager.</summary>
    public required IPositionStore Store
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Store));
    }

    /// <summary>How it is kept.</summary>
    public StateOptions Options
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Options));
    } = new();

    /// <summary>Whose executions are that nobody of ours ordered, and how late ones are taken in: what
    /// <see cref="Reconciler"/> is given for the same account. Which instruments and orders it leaves out does not
    /// matter here: what is reported is recorded.</summary>
    public ReconciliationOptions Policy
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Policy));
    } = new();

    /// <summary>The session to start; <c>null</c> for one without description.</summary>
    public SessionDescription? Session { get; init; }

    /// <summary>Who owns the trader, for others to see; <c>null</c> for machine name and process id.</summary>
    public string? Owner { get; init => field = Guard.Bounded(value); }

    /// <summary>What else must allow an order; <c>null</c> when it does.</summary>
    internal Func<OrderIntent, GateDecision?>? Gate { get; init; }

    /// <summary>Called with the reason when the trader is lost, before any caller hears of it.</summary>
    internal Action<string>? Lost { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(TimeProvider));
    } = TimeProvider.System;

    /// <summary>Where to log; <c>null</c> for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}

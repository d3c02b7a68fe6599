using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>What a coordinator is made of. Immutable.</summary>
public sealed record RecoverySetup
{
    /// <summary>The trader.</summary>
    public required TraderId Trader { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Where its state lives. Not disposed by the coordinator.</summary>
    public required IPositionStore Store
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Store));
    }

    /// <summary>The venues it trades at; each account at one of them.</summary>
    public required IReadOnlyList<VenuePorts> Venues
    {
        get;
        init => field = FrozenList<VenuePorts>.CopyOf(value, nameof(Venues));
    }

    /// <summary>The strategies that get their positions back.</summary>
    public IReadOnlyList<IRecoverableStrategy> Strategies
    {
        get;
        init => field = FrozenList<IRecoverableStrategy>.CopyOf(value, nameof(Strategies));
    } = FrozenList<IRecoverableStrategy>.Empty;

    /// <summary>How to recover.</summary>
    public RecoveryOptions Options
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Options));
    } = new();

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(TimeProvider));
    } = TimeProvider.System;

    /// <summary>Where to log; <c>null</c> for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Instruments that venues do not describe themselves.</summary>
    public IReadOnlyList<InstrumentDefinition> Instruments
    {
        get;
        init => field = FrozenList<InstrumentDefinition>.DistinctCopyOf(value, nameof(Instruments), static i => i.Id);
    } = FrozenList<InstrumentDefinition>.Empty;

    /// <summary>The session to start; <c>null</c> for one without description.</summary>
    public SessionDescription? Session { get; init; }

    /// <summary>Who owns the trader, for others to see; <c>null</c> for machine name and process id.</summary>
    public string? Owner { get; init => field = Guard.Bounded(value); }
}

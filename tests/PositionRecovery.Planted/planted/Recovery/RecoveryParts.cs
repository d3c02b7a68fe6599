using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>What a coordinator puts together once, and every run uses.</summary>
internal sealed class RecoveryParts : IDisposable
{
    private int _runs;

    internal RecoveryParts(RecoverySetup setup, ILogger log)
    {
        Setup = setup;
        Options = setup.Options;
        Clock = setup.TimeProvider;
        Policy = new RecoveryPolicy(setup);
        Gate = new TradingGate();
        State = new StateManager(new StateSetup
        {
            Trader = setup.Trader,
            Store = setup.Store,
            Options = StateOptionsOf(setup.Options),
            Policy = Policy.Options([], []),
            Session = setup.Session,
            Owner = setup.Owner,
            TimeProvider = setup.TimeProvider,
            LoggerFactory = setup.LoggerFactory,
            Gate = Gate.Refusal,
            Lost = reason => Gate.Change(_ => GateState.Shut(GateReason.Stopped, reason)),
        });
        Watch = new ProtectionWatch(setup.TimeProvider, log);
        Finder = new Finder(setup, Policy);
        Crew = new StrategyCrew(setup, State);
        Commit = new PlanCommit(State, Gate, Policy, setup.TimeProvider);
        Protector = new Protector(this, log);
    }

    internal RecoverySetup Setup { get; }

    internal RecoveryOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal RecoveryPolicy Policy { get; }

    internal TradingGate Gate { get; }

    internal StateManager State { get; }

    internal ProtectionWatch Watch { get; }

    internal PlanCommit Commit { get; }

    internal Finder Finder { get; }

    internal StrategyCrew Crew { get; }

    internal Protector Protector { get; }

    /// <summary>Whether the trader is ours and its state loaded.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>Names a run: the trader, the session once there is one, and a count.</summary>
    internal string NextCorrelation()
    {
        int number = Interlocked.Increment(ref _runs);
        string session = State.Session?.Id.Value ?? Setup.Trader.Value;
        return string.Create(CultureInfo.InvariantCulture, $"{session}/{number}");
    }

    /// <summary>Lets the gate know which strategies may open positions.</summary>
    internal void TellReadiness() => Gate.Change(before => before with { Strategies = Crew.NotReady() });

    public void Dispose()
    {
        Crew.Dispose();
        Protector.Dispose();
    }

    private static StateOptions StateOptionsOf(RecoveryOptions options)
    {
        StateOptions state = options.State.Copy();
        CheckOptions checks = options.Reconciliation;
        state.PurgeInterval = TimeSpan.FromMinutes(checks.PurgeClosedOrdersIntervalMinutes);
        state.PurgeBuffer = TimeSpan.FromMinutes(checks.PurgeClosedOrdersBufferMinutes);
        state.PersistAccountEvents = checks.PersistAccountEvents;
        state.FlushOnStart = checks.FlushOnStart;
        return state;
    }
}

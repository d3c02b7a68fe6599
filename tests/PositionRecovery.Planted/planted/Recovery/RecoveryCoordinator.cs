using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PositionRecovery;

/// <summary>Brings a trader back: loads what it knew, asks its venues what is true, makes the books right, hands
/// strategies their positions, places the exits that lack, warms indicators up, and only then lets trading go on. Then
/// it keeps checking.</summary>
/// <remarks>
/// Safe for use by several threads. Events may be recorded in <see cref="State"/> from construction on. Repeating a
/// recovery is harmless: whatever was interrupted is done again from what is stored and what the venue says.
/// </remarks>
public sealed partial class RecoveryCoordinator : IAsyncDisposable
{
    private readonly RecoverySetup _setup;
    private readonly ILogger _log;
    private readonly RecoveryFeed _feed = new();
    private readonly RecoveryParts _parts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private RecoveryPhase _phase;
    private Task<RecoveryReport>? _queued;
    private ReconcileScope? _queuedScope;
    private ContinuousReconciler? _continuous;
    private Task? _stop;
    private bool _isDisposed;

    /// <summary>Makes one; checks everything and does no I/O.</summary>
    /// <param name="setup">What it is made of.</param>
    /// <exception cref="ArgumentException">Something is wrong; the message names each member.</exception>
    public RecoveryCoordinator(RecoverySetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        RecoveryValidation.Check(setup);
        _setup = setup with { Options = setup.Options.Copy() };
        _log = setup.LoggerFactory?.CreateLogger<RecoveryCoordinator>() ?? NullLogger<RecoveryCoordinator>.Instance;
        _parts = new RecoveryParts(_setup, _log);
    }

    /// <summary>The state: where intents are asked for and events recorded.</summary>
    public StateManager State => _parts.State;

    /// <summary>What may be traded.</summary>
    public TradingGate Gate => _parts.Gate;

    /// <summary>Where it stands.</summary>
    public RecoveryPhase Phase
    {
        get
        {
            lock (_lock)
            {
                return _phase;
            }
        }
    }

    /// <summary>The report of the last recovery or pass; <c>null</c> before the first ended.</summary>
    public RecoveryReport? LastReport { get; private set; }

    /// <summary>Positions that lack exits they should have, as of the last look.</summary>
    public IReadOnlyList<UnprotectedExposure> Unprotected => _parts.Watch.Open;

    /// <summary>How many accounts left the last checks unanswered.</summary>
    internal int UnansweredAccounts => _continuous?.Unanswered ?? 0;

    /// <summary>Recovers, from taking the trader to ready, and then keeps checking. After a failure it may be called
    /// again.</summary>
    /// <param name="cancellationToken">Stops it; what is committed by then stays.</param>
    /// <returns>How it went. That the gate stays shut where it went wrong does not depend on the caller reading this.
    /// </returns>
    /// <exception cref="InvalidOperationException">It ran already, or was stopped.</exception>
    public async Task<RecoveryReport> StartAsync(CancellationToken cancellationToken = default) =>
        await StartAsync(null, cancellationToken).ConfigureAwait(false);

    /// <summary>Compares and writes nothing: takes no ownership, sends nothing, opens no gate.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What would be done.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<PreparedRecovery> PrepareAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource either = Linked(cancellationToken);
        RunLog run = NewRun();
        (Finding finding, _) = await new RecoveryRun(_parts, run, Advance).PrepareAsync(either.Token)
            .ConfigureAwait(false);
        return new PreparedRecovery
        {
            Plan = finding.Plan, Cached = finding.Cached, Venue = finding.Venue, Problems = run.Problems,
        };
    }

    /// <summary>Recovers like <see cref="StartAsync(CancellationToken)"/>, if the plan is still the one that was
    /// approved.</summary>
    /// <param name="prepared">What was approved.</param>
    /// <param name="cancellationToken">Stops it; what is committed by then stays.</param>
    /// <returns>How it went; <see cref="RecoveryOutcome.Refused"/>, with the plan as it is now, when it is another one.
    /// </returns>
    /// <exception cref="InvalidOperationException">It ran already, or was stopped.</exception>
    public async Task<RecoveryReport> ApplyAsync(
        PreparedRecovery prepared, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return await StartAsync(prepared.Plan.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What happened so far, and what happens: phases, progress, problems, drift. A watcher that is slow loses
    /// its oldest events.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    public IAsyncEnumerable<RecoveryEvent> WatchAsync(CancellationToken cancellationToken = default) =>
        _feed.WatchAsync(cancellationToken);

    private async Task<RecoveryReport> StartAsync(PlanId? approved, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = Linked(cancellationToken);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            lock (_lock)
            {
                if (_phase is not (RecoveryPhase.Unknown or RecoveryPhase.Failed or RecoveryPhase.Planned))
                {
                    throw new InvalidOperationException($"The recovery ran already; it is {_phase}.");
                }
            }

            var run = new RecoveryRun(_parts, NewRun(), Advance);
            RecoveryReport report = await run.StartAsync(approved, either.Token).ConfigureAwait(false);
            LastReport = report;
            if (Phase == RecoveryPhase.Ready)
            {
                _parts.Crew.StartSaving(NewRun, _parts.TellReadiness, _stopping.Token);
            }

            if (Phase == RecoveryPhase.Ready && _setup.Options is
                {
                    RecoveryEnabled: true,
                    Reconciliation.Enabled: true
                })
            {
                _continuous = new ContinuousReconciler(NewCheckPorts(), _log);
                _continuous.Start(_stopping.Token);
            }

            return report;
        }
        finally
        {
            _turn.Release();
        }
    }

    private CheckPorts NewCheckPorts() => new()
    {
        Trader = _setup.Trader,
        State = State,
        Options = _setup.Options.Reconciliation,
        Clock = _setup.TimeProvider,
        Accounts = [.. _setup.Venues.SelectMany(static v => v.Reports.Profile.Accounts)],
        Ask = _parts.Finder.AskAsync,
        OpenOrders = _parts.Finder.OpenOrdersAsync,
        LookInto = CheckAsync,
        Unproven = () => Gate.State.Unproven(),
        ShutEntries = (account, why) => Gate.Change(before => before.WithUnanswered(account, why)),
        Parked = () => _parts.Crew.Releasable,
        Protect = token => _parts.Protector.CheckAsync(_parts.NextCorrelation(), token),
    };

    private void Advance(PhaseSignal signal)
    {
        lock (_lock)
        {
            _phase = PhaseTable.Next(_phase, signal);
        }
    }

    private RunLog NewRun() => new(_parts.NextCorrelation(), _feed, _setup.TimeProvider, _log);

    private CancellationTokenSource Linked(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
    }
}

using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>A trader owned and loaded: where events enter, and the loop that stores them.</summary>
internal sealed class StateSession : IAsyncDisposable
{
    private readonly CommitWriter _writer;
    private readonly AnchorFile? _anchor;
    private readonly TimeProvider _clock;
    private readonly BlockedInstruments _blocked;

    private StateSession(
        StateIntake intake,
        CommitLoop loop,
        CommitWriter writer,
        AnchorFile? anchor,
        OpenedStore opened,
        TimeProvider clock)
    {
        (Intake, Loop, _writer, _anchor, _clock) = (intake, loop, writer, anchor, clock);
        _blocked = new BlockedInstruments(opened.Quarantined);
    }

    internal StateIntake Intake { get; }

    internal CommitLoop Loop { get; }

    internal StateReport Report { get; private set; } = null!;

    /// <summary>The last sequence of what the opening itself recorded.</summary>
    internal long FirstSequence { get; private set; }

    /// <summary>Ends when the loop does; why it did, is told where it was started.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    internal string? Problem => _writer.Trouble is { } trouble
        ? $"The store fails: {trouble.Message}"
        : _writer.LeaseLeft <= TimeSpan.Zero ? "The lease has run out."
        : Intake.IsFull ? $"{Intake.Pending} events wait for the store: there is no room for more." : null;

    internal static async Task<StateSession> OpenAsync(
        StateSetup setup, Lock padlock, DurableWaiters waiters, ILogger log, CancellationToken cancellationToken)
    {
        StateOptions options = setup.Options;
        ReadOnlyMemory<byte> key = options.JournalKey?.Reveal() ?? default;
        var codec = new StateCodec(options.Format, key.ToArray());
        var chain = new KeyedChain(key);
        AnchorFile? anchor = options.AnchorPath is { } path ? new AnchorFile(path) : null;
        var opening = new StateOpening(setup, codec, chain, anchor, log);
        OpenedStore opened = await opening.RunAsync(cancellationToken).ConfigureAwait(false);
        var intake = new StateIntake(opened.State, options, setup.Policy, setup.TimeProvider);
        var writer = new CommitWriter(setup, codec, chain, anchor, opened);
        var loop = new CommitLoop(intake, padlock, writer, waiters, options, setup.TimeProvider);
        var session = new StateSession(intake, loop, writer, anchor, opened, setup.TimeProvider);
        waiters.Reach(opened.Sequence);
        try
        {
            string? archive = options.FlushOnStart && opened.Sequence > 0
                ? await JournalArchive.WriteAsync(setup, opened.Sequence, cancellationToken).ConfigureAwait(false)
                : null;
            session.Begin(setup, opened, archive, log);
            return session;
        }
        catch
        {
            await opening.ReleaseAsync(opened.Lease).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the loop. Called under the lock.</summary>
    /// <param name="roomMade">Called under the lock when events can be accepted again.</param>
    /// <param name="lose">Called when the loop ends otherwise than in order.</param>
    /// <param name="abandoned">Ends the loop at once.</param>
    internal void Start(Action roomMade, Action<Exception> lose, CancellationToken abandoned)
    {
        Loop.RoomMade = roomMade;
        Loop.Accepted(isUrgent: true);
        Running = RunAsync(lose, abandoned);
    }

    /// <summary>Records the end of the session and stops the loop. Called under the lock.</summary>
    internal void End(decimal? finalCapital)
    {
        if (Intake.State.Sessions.Active is { } active)
        {
            Intake.Take(
                [new SessionStoppedEvent { At = _clock.GetUtcNow(), Session = active.Id, FinalCapital = finalCapital }],
                JournalActor.Library);
        }

        Loop.Stop();
    }

    /// <summary>Why an order is not allowed; <c>null</c> when it is.</summary>
    internal GateDecision? Refusal(OrderIntent order)
    {
        if (_writer.Trouble is { } trouble)
        {
            return new GateDecision(GateReason.StoreUnavailable, $"The store fails: {trouble.Message}");
        }

        if (_writer.LeaseLeft <= TimeSpan.Zero)
        {
            return new GateDecision(GateReason.StoreUnavailable, "The lease has run out and is not renewed yet.");
        }

        if (Intake.IsFull)
        {
            return new GateDecision(GateReason.Overloaded, $"{Intake.Pending} events wait for the store.");
        }

        if (Intake.State.Held.IsAbout(order))
        {
            return new GateDecision(
                GateReason.KnownOrder,
                $"The venue told of order {order.Id} before: it was sent, and is not in the books yet.");
        }

        if (Intake.State.FindOrder(order.Id, order.Account, order.Instrument) is { } known)
        {
            return new GateDecision(
                GateReason.KnownOrder, $"Order {order.Id} is known already; it is {known.Snapshot.Status}.");
        }

        return IsReducing(order) ? null : Quarantine(order);
    }

    public async ValueTask DisposeAsync()
    {
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _anchor?.Dispose();
    }

    private static bool IsReducing(OrderIntent order) => order.IsReduceOnly || order.Action == OrderAction.Exit;

    private GateDecision? Quarantine(OrderIntent order)
    {
        string? reason = _blocked.Find(order.Account, order.Instrument)
            ?? Intake.State.Books.GetValueOrDefault(order.Position.Book)?.Lives
                .Find(static l => l.Life.QuarantineReason is not null)?.Life.QuarantineReason;
        return reason is null
            ? null
            : new GateDecision(GateReason.Quarantined, $"The position is quarantined: {reason}");
    }

    private async Task RunAsync(Action<Exception> lose, CancellationToken abandoned)
    {
        try
        {
            await Loop.RunAsync(abandoned).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            lose(new ObjectDisposedException(nameof(StateManager)));
        }
        catch (Exception failure)
        {
            lose(failure);
        }
    }

    private void Begin(StateSetup setup, OpenedStore opened, string? archive, ILogger log)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var unit = new List<ExecutionEvent>();
        if (archive is not null)
        {
            unit.Add(new StateFlushedEvent
            {
                At = now, Reason = $"FlushOnStart; the journal is archived in {archive}",
            });
            Log.StateFlushed(log, setup.Trader.Value, opened.Sequence, archive);
        }

        SessionSnapshot[] crashed = [.. Intake.State.Sessions.All.Where(static s => s.Status == SessionStatus.Active)];
        unit.AddRange(crashed.Select(s => new SessionCrashedEvent { At = now, Session = s.Id }));
        SessionSnapshot session = SessionStart.Of(setup, opened, Intake.State.Sessions, now);
        unit.Add(new SessionStartedEvent { At = now, Session = session });
        FirstSequence = Intake.Take(unit, JournalActor.Library).Sequence;
        Report = new StateReport
        {
            Sequence = opened.Sequence,
            Epoch = opened.Lease.Epoch,
            Session = session,
            Crashed = [.. crashed.Select(s => Intake.State.Sessions.Find(s.Id)!)],
            Quarantined = opened.Quarantined,
            LostEntries = opened.LostEntries,
            Warnings = opened.Warnings,
        };
        Tell(setup, log);
    }

    private void Tell(StateSetup setup, ILogger log)
    {
        string trader = setup.Trader.Value;
        foreach (string warning in Report.Warnings)
        {
            Log.StateWarning(log, trader, warning);
        }

        foreach (QuarantinedRow row in Report.Quarantined)
        {
            Log.RowQuarantined(log, trader, row.Kind, row.Key, row.Reason, row.IsRebuilt);
        }

        foreach (SessionSnapshot crashed in Report.Crashed)
        {
            Log.SessionCrashed(log, crashed.Id.Value, trader);
        }

        Log.StateOpened(log, trader, Report.Sequence, Report.Epoch, Report.Session.Id.Value);
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PositionRecovery;

/// <summary>Keeps the state of a trader while its engine runs: the engine reports what happens, and state and journal
/// are durable before a call returns, or within a bound it chose.</summary>
/// <remarks>
/// Safe for use by several threads. There is one writer inside: calls take effect in the order in which they begin on
/// one thread, and across threads in some single order, which is the journal's sequence. Events may be recorded from
/// construction on: what arrives before <see cref="OpenAsync"/> is done is buffered and merged by identity.
/// </remarks>
public sealed partial class StateManager : IAsyncDisposable
{
    private readonly StateSetup _setup;
    private readonly StateOptions _options;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly DurableWaiters _waiters = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly WaitingEvents _waiting = new();
    private StateSession? _session;
    private TaskCompletionSource? _opening;
    private Exception? _failure;
    private long _refused;
    private bool _isBegun;
    private bool _isClosing;

    /// <summary>Makes one; does no I/O.</summary>
    /// <exception cref="ArgumentException">Options, or the policy, are wrong; the message names each.</exception>
    public StateManager(StateSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        StateValidation.Check(setup.Options);
        _options = setup.Options.Copy();
        _ = new Policy(setup.Policy); // checks it
        _setup = setup with { Options = _options, Policy = setup.Policy.ForIntake() };
        _log = setup.LoggerFactory?.CreateLogger<StateManager>() ?? NullLogger<StateManager>.Instance;
    }

    /// <summary>How it fares now.</summary>
    public StateHealth Health
    {
        get
        {
            lock (_lock)
            {
                StateIntake? intake = _session?.Intake;
                string? problem = Problem();
                return new StateHealth
                {
                    IsHealthy = problem is null,
                    Pending = (intake?.Pending ?? 0) + _waiting.Count,
                    Held = intake?.State.Held.Count ?? 0,
                    Sequence = intake?.State.Sequence ?? 0,
                    DurableSequence = _waiters.Durable,
                    Refused = Interlocked.Read(ref _refused),
                    Description = problem,
                };
            }
        }
    }

    /// <summary>The running session; <c>null</c> before the state is open.</summary>
    public SessionSnapshot? Session
    {
        get
        {
            lock (_lock)
            {
                return _session?.Intake.State.Sessions.Active;
            }
        }
    }

    /// <summary>Takes the trader, loads its state, closes the books of sessions whose process died and begins a new
    /// one. Waits for the store and for the lease of a dead process as long as <see cref="StateOptions.OpenTimeout"/>.
    /// When the caller stopped waiting before the first commit landed, a later call waits on for it.</summary>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader.</exception>
    /// <exception cref="StoreException">The store cannot be used, or its journal is not what the anchor knows.
    /// </exception>
    /// <exception cref="InvalidOperationException">It is open, or was, or was closed meanwhile.</exception>
    public Task<StateReport> OpenAsync(CancellationToken cancellationToken = default) =>
        OpenOrWaitAsync(isLastTry: true, cancellationToken);

    /// <summary>Opens.</summary>
    /// <param name="isLastTry">Whether a first commit that does not land in time ends it all; otherwise it is tried
    /// on, and a later call waits for it.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    internal async Task<StateReport> OpenOrWaitAsync(bool isLastTry, CancellationToken cancellationToken)
    {
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StateSession? begun;
        lock (_lock)
        {
            ThrowIfLost();
            begun = _isBegun ? null : _session;
            if (_opening is not null || _isClosing || (_session is not null && begun is null))
            {
                throw new InvalidOperationException("The state is open, or was: make a new state manager.");
            }

            _opening = opening;
        }

        try
        {
            StateSession session = begun ?? await LoadAsync(cancellationToken).ConfigureAwait(false);
            await BeginAsync(session, isLastTry, cancellationToken).ConfigureAwait(false);
            return session.Report;
        }
        finally
        {
            lock (_lock)
            {
                _opening = null;
                if (_isClosing && _session is null)
                {
                    _waiting.Fail(Closed());
                }
            }

            opening.SetResult();
        }
    }

    /// <summary>Waits until all that was recorded so far is durable.</summary>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        long sequence;
        lock (_lock)
        {
            ThrowIfLost();
            sequence = _session?.Intake.State.Sequence ?? 0;
            _session?.Loop.Accepted(isUrgent: true);
        }

        await _waiters.WaitAsync(sequence).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All orders, books, balances and accounts, as accepted so far. Costs what there is; the other questions
    /// cost what they ask for.</summary>
    public CachedSnapshot Snapshot() => Ask(LiveViews.Snapshot, new CachedSnapshot());

    /// <summary>All that is known of the trader, as accepted so far.</summary>
    public TraderState ReadState() => Ask(LiveViews.State, new TraderState { Snapshot = new CachedSnapshot() });

    /// <summary>One strategy's position.</summary>
    /// <returns>The position; <c>null</c> when it never had one.</returns>
    public PositionSnapshot? FindPosition(PositionKey key) =>
        Ask(state => state.Books.GetValueOrDefault(key.Book)?.Owner(key.Strategy), null);

    /// <summary>One order by its client order id.</summary>
    /// <returns>The order; <c>null</c> when it is not known or was purged. Where several accounts or instruments used
    /// the id, the latest of them.</returns>
    public OrderSnapshot? FindOrder(ClientOrderId id) => Ask(state => state.FindOrder(id)?.Snapshot, null);

    /// <summary>Takes out of the live state what ended long ago, now instead of at the next interval. The journal keeps
    /// everything.</summary>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    /// <exception cref="InvalidOperationException">The state is not open.</exception>
    public async ValueTask PurgeAsync(CancellationToken cancellationToken = default)
    {
        RecordResult result;
        lock (_lock)
        {
            ThrowIfClosed();
            result = Opened().Intake.Purge();
            _session!.Loop.Accepted(isUrgent: true);
        }

        await _waiters.WaitAsync(result.Sequence).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<StateSession> LoadAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandoned.Token);
        StateSession session = await StateSession.OpenAsync(_setup, _lock, _waiters, _log, either.Token)
            .ConfigureAwait(false);
        if (!Start(session))
        {
            await session.Running.ConfigureAwait(false);
            throw new InvalidOperationException("The state was closed while it was being opened.");
        }

        return session;
    }

    /// <summary>Takes over what was loaded. Whoever waited comes first.</summary>
    /// <returns>Whether it goes on; not when it was closed meanwhile.</returns>
    private bool Start(StateSession session)
    {
        lock (_lock)
        {
            _session = session;
            session.Start(Release, Lose, _abandoned.Token);
            Release();
            if (_isClosing && !_abandoned.IsCancellationRequested)
            {
                End(session, null);
            }

            return !_isClosing;
        }
    }

    /// <summary>Waits for the first commit. A store that can be read and not be written to is no store to trade on.
    /// </summary>
    private async Task BeginAsync(StateSession session, bool isLastTry, CancellationToken cancellationToken)
    {
        TimeSpan limit = _options.OpenTimeout + _options.StoreTimeout + _options.LeaseTime;
        try
        {
            await _waiters.WaitAsync(session.FirstSequence).WaitAsync(limit, _setup.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
            lock (_lock)
            {
                _isBegun = true;
            }
        }
        catch (TimeoutException late)
        {
            string? problem = session.Problem;
            if (isLastTry)
            {
                await _abandoned.CancelAsync().ConfigureAwait(false);
                await session.Running.ConfigureAwait(false);
            }

            throw new StoreException(
                $"The first commit of trader '{_setup.Trader}' did not land within {limit}. {problem}", true, late);
        }
    }

    /// <summary>The positions the engine spoke of since a moment of its steady clock.</summary>
    internal IReadOnlyList<BookKey> TouchedSince(DateTimeOffset moment)
    {
        lock (_lock)
        {
            return _session?.Intake.Activity.Since(moment) ?? [];
        }
    }

    /// <summary>The account's book of a position; <c>null</c> when there never was one.</summary>
    internal AccountBookSnapshot? FindBook(BookKey key) =>
        Ask(state => state.Books.GetValueOrDefault(key)?.Book, null);

    /// <summary>What is stored for a strategy; <c>null</c> when there is nothing.</summary>
    internal StoredStrategyState? FindStrategyState(StrategyId strategy, StrategyStatePart part) =>
        Ask(state => state.StrategyStates.Find(strategy, part), null);

    /// <summary>The orders that something holds of, without the cost of a whole snapshot.</summary>
    internal IReadOnlyList<OrderSnapshot> OrdersWhere(Func<OrderSnapshot, bool> holds) => Ask(
        state => state.Books.Values.SelectMany(static b => b.Orders).Select(static o => o.Snapshot).Where(holds)
            .ToArray(),
        []);

    /// <summary>Why a position is quarantined; <c>null</c> when it is not.</summary>
    internal string? QuarantineOf(BookKey key) => Ask(
        state => state.Books.GetValueOrDefault(key)?.Lives.Find(static l => l.Life.QuarantineReason is not null)
            ?.Life.QuarantineReason,
        null);

    private T Ask<T>(Func<LiveState, T> question, T nothing)
    {
        lock (_lock)
        {
            return _session is { } session ? question(session.Intake.State) : nothing;
        }
    }

    private string? Problem() => _failure?.Message
        ?? (_isClosing ? "It is closed." : _session is { } session ? session.Problem : "The state is not loaded yet.");

    private StateSession Opened() => _session ?? throw new InvalidOperationException("The state is not open.");

    private void ThrowIfClosed()
    {
        ThrowIfLost();
        if (_isClosing)
        {
            throw Closed();
        }
    }

    private void ThrowIfLost()
    {
        if (_failure is not null)
        {
            throw Told(_failure);
        }
    }

    private static InvalidOperationException Closed() => new("The state is closed.");

    private static Exception Told(Exception failure) => failure is OwnershipLostException lost
        ? new OwnershipLostException(lost.Message, lost)
        : new InvalidOperationException("The state manager failed: " + failure.Message, failure);
}

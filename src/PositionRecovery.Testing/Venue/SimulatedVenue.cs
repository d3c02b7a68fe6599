namespace PositionRecovery.Testing;

/// <summary>A venue in memory: a matching engine that follows the prices a test sets, the venue's own ledger of what it
/// took, answers to all queries, and faults on cue. For crash-testing strategies and engines.</summary>
/// <remarks>
/// <para>Thread-safe, and deterministic when used by one thread: ids are counted, and time is that of the clock given.
/// Without delays and hangs every call completes before it returns.</para>
/// <para>It outlives the engine under test: drop the engine, make a new one, and give it the same venue. A request that
/// was sent arrives, whatever became of its sender.</para>
/// </remarks>
public sealed partial class SimulatedVenue : IVenueReportProvider, IOrderGateway, IHistoricalDataProvider
{
    private readonly Lock _gate = new();

    private readonly FaultBoard _faults;

    private readonly Dictionary<VenueCallKind, int> _calls = [];

    private readonly List<SubmitAttempt> _attempts = [];

    private readonly TimeProvider _clock;

    private readonly VenueState _state;

    private readonly VenueAnswers _answers;

    private readonly Clearing _clearing;

    private readonly Matching _matching;

    private readonly OrderEntry _entry;

    private readonly ForcedTrades _forced;

    private long _numbers;

    private bool _isTelling;

    /// <summary>Makes a venue without prices, orders and faults.</summary>
    /// <param name="setup">What kind of venue.</param>
    /// <exception cref="ArgumentException">An account or instrument occurs twice, or a spot instrument has no base
    /// asset.</exception>
    public SimulatedVenue(SimulatedVenueSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        foreach (InstrumentDefinition instrument in setup.Instruments)
        {
            if (instrument.BaseAsset is null && (instrument.IsSpot || instrument.IsInverse))
            {
                throw new ArgumentException($"{instrument.Id} needs a base asset.", nameof(setup));
            }
        }

        Profile = setup.ToProfile();
        Ports = new VenuePorts { Reports = this, Orders = this, History = this };
        _clock = setup.TimeProvider;
        _faults = new FaultBoard(setup.CallsPerMinute);
        _state = new VenueState(setup);
        _answers = new VenueAnswers(_state);
        _clearing = new Clearing(_state);
        _matching = new Matching(_state, _clearing);
        _entry = new OrderEntry(_state, _matching, new OrderRules(_state));
        _forced = new ForcedTrades(_state, _entry, _clearing);
    }

    /// <inheritdoc/>
    public VenueProfile Profile { get; }

    /// <summary>The venue as recovery is told of it.</summary>
    public VenuePorts Ports { get; }

    /// <summary>The venue's time.</summary>
    public DateTimeOffset Now => Locked(() => _state.Now);

    /// <summary>Called at the beginning of each call, before anything took place; <c>null</c> for nothing. A task that
    /// never ends freezes the caller here: that is what a kill looks like. An exception passes to the caller.</summary>
    public Func<VenueCall, CancellationToken, ValueTask>? BeforeCall { get; set; }

    /// <summary>Called after a call had its effect and before the answer returns; <c>null</c> for nothing. Not called
    /// for what has no effect.</summary>
    public Func<VenueCall, CancellationToken, ValueTask>? AfterEffect { get; set; }

    /// <summary>Told each change of an order and each execution right after it happened, one at a time and in order:
    /// the venue's live stream; <c>null</c> for nobody. What happens while nobody listens is not told later.</summary>
    public Action<VenueReport>? Reported { get; set; }

    /// <summary>How many calls of each kind were made so far.</summary>
    public IReadOnlyDictionary<VenueCallKind, int> Calls =>
        Locked(() => new Dictionary<VenueCallKind, int>(_calls));

    /// <summary>How many calls were made while the address was banned.</summary>
    public int CallsDuringBan => Locked(() => _faults.CallsDuringBan);

    /// <summary>How many calls were made before the time that the venue asked to wait was over.</summary>
    public int CallsBeforeRetry => Locked(() => _faults.CallsBeforeRetry);

    /// <summary>Plants a fault.</summary>
    /// <param name="fault">What goes wrong, and when.</param>
    public void Plant(VenueFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Locked(() => _faults.Plant(fault));
    }

    /// <summary>Removes a fault. What hangs goes on hanging.</summary>
    /// <param name="fault">The fault, as it was planted.</param>
    public void Remove(VenueFault fault) => Locked(() => _faults.Remove(fault));

    /// <summary>Removes all faults, limits and bans, and lets what hangs go on.</summary>
    public void Heal() => Locked(_faults.Heal).TrySetResult();

    /// <inheritdoc/>
    public async ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        VenueCall call = NewCall(VenueCall.KindOf(query)) with { Query = query };
        CallFaults faults = await BeginAsync(call, cancellationToken).ConfigureAwait(false);
        VenueFault? outcome = faults.Outcome;
        switch (outcome?.Kind)
        {
            case VenueFaultKind.AnswerFailed:
                return VenueAnswer.Failed(query, outcome.Text);
            case VenueFaultKind.Unsupported:
                return VenueAnswer.Unsupported(query);
            case VenueFaultKind.HangBefore:
                await faults.HangAsync(cancellationToken).ConfigureAwait(false);
                break;
            case VenueFaultKind.Fail or VenueFaultKind.Reject or VenueFaultKind.TimeOutBefore
                or VenueFaultKind.AcceptLate:
                throw outcome.NewError();
        }

        VenueAnswer answer = await ArriveAsync(
            faults.Delay, () => Locked(() => _answers.Answer(query, faults.Lag))).WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        await AfterAsync(call, cancellationToken).ConfigureAwait(false);
        await FinishAsync(faults, cancellationToken).ConfigureAwait(false);
        return outcome is { Kind: VenueFaultKind.TimeOutAfter }
            ? throw outcome.NewError()
            : RowFaults.Apply(answer, faults.OfRows);
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        VenueCall call = NewCall(VenueCallKind.Submit) with { Submission = submission };
        int attempt = Locked(() => Note(submission, call.At));
        CallFaults faults = await BeginAsync(call, cancellationToken).ConfigureAwait(false);
        if (_clock.GetUtcNow() >= submission.SendBefore)
        {
            throw new VenueException($"{submission.Order.Id} was not sent: its deadline has passed.");
        }

        return await SendAsync(call, faults, () => Take(attempt), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        VenueCall call = NewCall(VenueCallKind.Cancel) with { Canceling = order };
        CallFaults faults = await BeginAsync(call, cancellationToken).ConfigureAwait(false);
        return await SendAsync(
            call, faults, () => Locked(() => Cancel(order.Intent.Account, order.Intent.Instrument, order.VenueOrder,
                order.Intent.Id)), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SubmitResult> SendAsync(
        VenueCall call, CallFaults faults, Func<SubmitResult> effect, CancellationToken cancellationToken)
    {
        VenueFault? outcome = faults.Outcome;
        switch (outcome?.Kind)
        {
            case VenueFaultKind.Fail or VenueFaultKind.AnswerFailed or VenueFaultKind.Unsupported:
                throw outcome.NewError();
            case VenueFaultKind.Reject:
                return SubmitResult.Rejected(outcome.Text);
            case VenueFaultKind.HangBefore:
                await faults.HangAsync(cancellationToken).ConfigureAwait(false);
                return SubmitResult.Unknown(outcome.Text);
            case VenueFaultKind.TimeOutBefore:
                await WaitAsync(faults.Delay, cancellationToken).ConfigureAwait(false);
                return SubmitResult.Unknown(outcome.Text);
            case VenueFaultKind.AcceptLate:
                _ = ArriveAsync(outcome.Time + faults.Delay, effect);
                return SubmitResult.Unknown(outcome.Text);
        }

        SubmitResult result = await ArriveAsync(faults.Delay, effect).WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        await AfterAsync(call, cancellationToken).ConfigureAwait(false);
        await FinishAsync(faults, cancellationToken).ConfigureAwait(false);
        return outcome is { Kind: VenueFaultKind.TimeOutAfter } ? SubmitResult.Unknown(outcome.Text) : result;
    }

    /// <summary>The effect of a request that is under way: it comes, also when nobody waits for it any more.</summary>
    private Task<T> ArriveAsync<T>(TimeSpan delay, Func<T> effect) =>
        delay == TimeSpan.Zero ? Task.FromResult(effect()) : Arrival<T>.In(_clock, delay, effect);

    private async ValueTask<CallFaults> BeginAsync(VenueCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BeforeCall is { } hook)
        {
            await hook(call, cancellationToken).ConfigureAwait(false);
        }

        CallFaults faults = Locked(() => _faults.Of(call with { At = _state.Now }));
        faults.ThrowIfRefused();
        return faults;
    }

    private ValueTask AfterAsync(VenueCall call, CancellationToken cancellationToken) =>
        AfterEffect is { } hook ? hook(call, cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask FinishAsync(CallFaults faults, CancellationToken cancellationToken)
    {
        if (faults.Outcome is { Kind: VenueFaultKind.HangAfter })
        {
            await faults.HangAsync(cancellationToken).ConfigureAwait(false);
        }

        await WaitAsync(faults.AnswerDelay, cancellationToken).ConfigureAwait(false);
    }

    private Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, _clock, cancellationToken);

    private VenueCall NewCall(VenueCallKind kind) => Locked(() =>
    {
        _calls[kind] = _calls.GetValueOrDefault(kind) + 1;
        return new VenueCall { Number = ++_numbers, Kind = kind, At = _state.Now };
    });

    private int Note(OrderSubmission submission, DateTimeOffset at)
    {
        _attempts.Add(new SubmitAttempt { Number = _attempts.Count + 1, Submission = submission, At = at });
        return _attempts.Count - 1;
    }

    private SubmitResult Take(int attempt) => Locked(() =>
    {
        OrderSubmission submission = _attempts[attempt].Submission;
        bool isTooOld = _state.Setup.RequestLife is { } life && _clock.GetUtcNow() > submission.SendBefore + life;
        SubmitResult result = isTooOld
            ? SubmitResult.Rejected("the request is too old")
            : _entry.Place(
                submission.Order, submission.CancelsOther, submission.TrailingDistance, OrderPlacer.Gateway);
        _attempts[attempt] = _attempts[attempt] with { Effect = result };
        return result;
    });

    private T Locked<T>(Func<T> work)
    {
        T result;
        lock (_gate)
        {
            result = work();
        }

        Tell();
        return result;
    }

    private void Locked(Action work) => Locked(() =>
    {
        work();
        return true;
    });

    /// <summary>Tells outside the lock, so that who listens may call the venue.</summary>
    private void Tell()
    {
        while (NextToTell() is { } next)
        {
            try
            {
                Reported?.Invoke(next);
            }
            finally
            {
                lock (_gate)
                {
                    _isTelling = false;
                }
            }
        }
    }

    private VenueReport? NextToTell()
    {
        lock (_gate)
        {
            if (_isTelling || !_state.Outbox.TryDequeue(out VenueReport? next))
            {
                return null;
            }

            _isTelling = true;
            return next;
        }
    }
}

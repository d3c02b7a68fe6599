namespace PositionRecovery;

/// <content>Intents and events: what an engine calls all day.</content>
public sealed partial class StateManager
{
    /// <summary>Asks leave to send an order and makes its intent durable, in one step. Returns only when durable, in
    /// every durability mode. A client order id known before is refused, so a restart cannot send it twice.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Stops the waiting; an intent not granted by then is recorded as denied.</param>
    /// <returns>Whether the order may be sent, and until when. Granted but not sent? Record an
    /// <see cref="OrderDeniedEvent"/>.</returns>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    public async ValueTask<IntentResult> IntendAsync(OrderIntent order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();
        long sequence;
        long asked = _setup.TimeProvider.GetTimestamp();
        DateTimeOffset sendBefore;
        lock (_lock)
        {
            ThrowIfLost();
            if (Refusal(order) is { } refusal)
            {
                return new IntentResult(refusal);
            }

            DateTimeOffset now = _setup.TimeProvider.GetUtcNow();
            sendBefore = now + _options.LeaseTime;
            var intended = new OrderIntendedEvent { At = now, Intent = order, SendDeadline = sendBefore };
            sequence = _session!.Intake.Take([intended], JournalActor.Engine).Sequence;
            _session.Loop.Accepted(isUrgent: true);
        }

        try
        {
            await _waiters.WaitAsync(sequence)
                .WaitAsync(_options.IntentTimeout, _setup.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (_setup.TimeProvider.GetElapsedTime(asked) < _options.LeaseTime)
            {
                return new IntentResult(GateDecision.Open, sendBefore);
            }

            Deny(order, "the intent was durable only when its time to be sent was over");
            return new IntentResult(new GateDecision(
                GateReason.StoreUnavailable,
                $"The intent was durable only after the time it may be sent in, {_options.LeaseTime} (LeaseTime)."));
        }
        catch (TimeoutException)
        {
            Deny(order, "the intent was not durable in time");
            return new IntentResult(new GateDecision(
                GateReason.StoreUnavailable,
                $"The intent was not durable within {_options.IntentTimeout} (IntentTimeout)."));
        }
        catch (OperationCanceledException)
        {
            Deny(order, "the engine stopped waiting for the intent");
            throw;
        }
    }

    /// <summary>Records what happened.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="cancellationToken">Stops the waiting, not the recording.</param>
    /// <returns>What became of it. Per event: it is durable. Grouped: it is accepted.</returns>
    /// <exception cref="ArgumentException">Such an event is not for the engine to record, or its numbers are beyond
    /// what
    /// books can keep.</exception>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    /// <exception cref="InvalidOperationException">The state is closed, or too many events about unknown orders are
    /// held.</exception>
    public ValueTask<RecordResult> RecordAsync(
        ExecutionEvent happened, CancellationToken cancellationToken = default)
    {
        Recordable.Check(happened);
        RecordResult result;
        lock (_lock)
        {
            ThrowIfClosed();
            if (!HasRoom())
            {
                return RecordInTurnAsync(_waiting.AddAsync(happened), cancellationToken);
            }

            result = Accept(happened);
        }

        return _options.Durability == DurabilityMode.Grouped || result.Sequence <= _waiters.Durable
            ? new ValueTask<RecordResult>(result)
            : DurableAsync(result, cancellationToken);
    }

    /// <summary>Records what happened if there is room for it, without waiting: accepted, not durable yet.</summary>
    /// <returns><c>false</c> when too many events wait for the store; nothing was recorded then, and
    /// <see cref="RecordAsync"/> waits for room.</returns>
    /// <exception cref="ArgumentException">Such an event is not for the engine to record, or its numbers are beyond
    /// what
    /// books can keep.</exception>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    /// <exception cref="InvalidOperationException">The state is closed, or too many events about unknown orders are
    /// held.</exception>
    public bool TryRecord(ExecutionEvent happened)
    {
        Recordable.Check(happened);
        lock (_lock)
        {
            ThrowIfClosed();
            if (HasRoom())
            {
                Accept(happened);
                return true;
            }

            if (_session is null && _waiting.Count < _options.MaxPending)
            {
                _waiting.Add(happened);
                return true;
            }

            Interlocked.Increment(ref _refused);
            return false;
        }
    }

    /// <summary>Records events that take effect together: all of them, or none, in one commit.</summary>
    internal async ValueTask<RecordResult> ApplyAsync(
        IReadOnlyList<ExecutionEvent> unit, JournalActor actor, CancellationToken cancellationToken) =>
        (await ApplyAsync(unit, actor, long.MaxValue, static _ => true, cancellationToken)
            .ConfigureAwait(false))!.Value;

    /// <summary>Records the events of a plan: all of them, or none, in one commit.</summary>
    /// <param name="unit">The events.</param>
    /// <param name="actor">Whose they are.</param>
    /// <param name="since">The sequence of the state that the plan was made from.</param>
    /// <param name="isFree">Whether the plan says nothing of a position that the engine spoke of since then.</param>
    /// <param name="cancellationToken">Stops the waiting, not the recording.</param>
    /// <returns><c>null</c> when the plan is about a position that moved meanwhile; nothing was recorded then.
    /// </returns>
    internal async ValueTask<RecordResult?> ApplyAsync(
        IReadOnlyList<ExecutionEvent> unit,
        JournalActor actor,
        long since,
        Func<BookKey, bool> isFree,
        CancellationToken cancellationToken)
    {
        RecordResult result;
        lock (_lock)
        {
            ThrowIfClosed();
            StateIntake intake = Opened().Intake;
            BookKey[] busy = [.. intake.Activity.Since(since).Where(key => !isFree(key))];
            if (busy.Length > 0)
            {
                return null;
            }

            if (unit.Count == 0)
            {
                return new RecordResult(RecordStatus.Duplicate, intake.State.Sequence);
            }

            result = intake.Take(unit, actor);
            _session!.Loop.Accepted(isUrgent: true);
        }

        return await DurableAsync(result, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores the state of a strategy if there is room for it, without waiting: nothing depends on it.
    /// </summary>
    /// <returns>Whether it was accepted; not while the store takes nothing, nor when the state is closed.</returns>
    internal bool TryKeep(StrategyStateSavedEvent saved)
    {
        lock (_lock)
        {
            if (_failure is not null || _isClosing || !HasRoom())
            {
                return false;
            }

            _session!.Intake.Accept(saved, JournalActor.Library);
            _session.Loop.Accepted(isUrgent: false);
            return true;
        }
    }

    private bool HasRoom() => _waiting.Count == 0 && _session is { Intake.IsFull: false };

    private void Release() => _waiting.Release(() => !_session!.Intake.IsFull, Accept, Refused);

    private void Refused(ExecutionEvent happened, Exception why)
    {
        Interlocked.Increment(ref _refused);
        Log.EventRefused(_log, why, _setup.Trader.Value, happened.Kind);
    }

    private async ValueTask<RecordResult> RecordInTurnAsync(
        Task<RecordResult> accepted, CancellationToken cancellationToken)
    {
        RecordResult result = await accepted.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _options.Durability == DurabilityMode.Grouped
            ? result
            : await DurableAsync(result, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RecordResult> DurableAsync(RecordResult result, CancellationToken cancellationToken)
    {
        await _waiters.WaitAsync(result.Sequence).WaitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private RecordResult Accept(ExecutionEvent happened)
    {
        RecordResult result = _session!.Intake.Accept(happened, JournalActor.Engine);
        _session.Loop.Accepted(isUrgent: false);
        return result;
    }

    private void Deny(OrderIntent order, string reason)
    {
        lock (_lock)
        {
            if (_failure is null && !_isClosing && _session is { } session)
            {
                session.Intake.Accept(
                    new OrderDeniedEvent
                    {
                        At = _setup.TimeProvider.GetUtcNow(),
                        Order = order.Id,
                        Account = order.Account,
                        Instrument = order.Instrument,
                        Reason = reason,
                    },
                    JournalActor.Library);
                session.Loop.Accepted(isUrgent: false);
            }
        }
    }

    private GateDecision? Refusal(OrderIntent order)
    {
        if (_isClosing)
        {
            return new GateDecision(GateReason.Stopped, "The trader is being stopped.");
        }

        return _session is { } session
            ? session.Refusal(order) ?? _setup.Gate?.Invoke(order)
            : new GateDecision(GateReason.NotReady, "The state is not loaded yet.");
    }
}

namespace PositionRecovery;

/// <summary>Where events enter: judges each, adds it to the live state and queues it for the store. Its owner makes
/// sure
/// that one thread is in here at a time.</summary>
internal sealed class StateIntake(
    LiveState state, StateOptions options, ReconciliationOptions policy, TimeProvider clock)
{
    private readonly SteadyClock _steady = new(clock);
    private List<PendingEntry> _pending = [];
    private List<PendingEntry> _spare = [];

    internal LiveState State { get; } = state;

    internal int Pending => _pending.Count;

    internal RecentActivity Activity { get; } = new();

    internal bool IsFull => _pending.Count >= options.MaxPending;

    /// <summary>Takes an event that somebody reports.</summary>
    /// <exception cref="ArgumentException">The event cannot be kept: its numbers are beyond what books can hold.
    /// </exception>
    /// <exception cref="InvalidOperationException">Too many events about unknown orders are held.</exception>
    internal RecordResult Accept(ExecutionEvent happened, JournalActor actor) => happened switch
    {
        OrderFilledEvent e => AcceptFill(e, actor),
        OrderEvent => AcceptOrder(happened, actor),
        OrderImportedEvent { Order.Intent: var intent } when Find(intent) is not null => Duplicate(),
        CashFlowRecordedEvent e when FundingShare.IsKnown(State, e) => Duplicate(),
        StrategyStateSavedEvent e when State.StrategyStates.IsKnown(e) => Duplicate(),
        BalanceChangedEvent e when !options.PersistAccountEvents => TakeUnstored(e),
        _ => Take([happened], actor),
    };

    /// <summary>Takes events that take effect together.</summary>
    internal RecordResult Take(IReadOnlyList<ExecutionEvent> unit, JournalActor actor)
    {
        long first = State.Sequence + 1;
        IReadOnlyList<ExecutionEvent> released;
        try
        {
            released = State.Apply(first, unit);
        }
        catch (Exception thrown) when (thrown is UnkeepableBooksException || UnkeepableBooksException.IsCause(thrown))
        {
            throw new ArgumentException(
                $"The event '{unit[0].Kind}' cannot be kept: {UnkeepableBooksException.Reason}. Nothing changed.",
                thrown);
        }

        DateTimeOffset now = clock.GetUtcNow();
        for (int i = 0; i < unit.Count; i++)
        {
            _pending.Add(new PendingEntry(first + i, first, now, actor, unit[i]));
            if (actor == JournalActor.Engine)
            {
                Activity.Note(State, unit[i], _steady.GetUtcNow());
            }
        }

        foreach (ExecutionEvent held in released)
        {
            AcceptHeld(held);
        }

        return new RecordResult(RecordStatus.Recorded, State.Sequence);
    }

    /// <summary>Takes out of the live state what ended long ago.</summary>
    internal RecordResult Purge()
    {
        DateTimeOffset now = clock.GetUtcNow();
        var purged = new StatePurgedEvent
        {
            At = now,
            OrdersBefore = Moments.Earlier(now, options.PurgeBuffer),
            PositionsBefore = Moments.Earlier(now, TimeSpan.FromDays(options.ClosedPositionRetentionDays)),
            TradesBefore = Moments.Earlier(now, options.TradeMemory),
        };
        return LivePurge.HasWork(State, purged) ? Take([purged], JournalActor.Library) : Duplicate();
    }

    /// <summary>Hands out what waits for the store.</summary>
    internal StateBatch TakeBatch()
    {
        bool isFlush = State.Dirty.IsFlushed;
        State.Dirty.IsFlushed = false;
        List<StateChange> changes = LiveRows.Take(State);
        List<PendingEntry> entries = _pending;
        _pending = _spare;
        _spare = [];
        return new StateBatch(entries, changes, isFlush);
    }

    /// <summary>Takes back a list that was handed out, once its entries are durable.</summary>
    internal void Return(StateBatch batch)
    {
        if (batch.Entries is List<PendingEntry> used)
        {
            used.Clear();
            _spare = used;
        }
    }

    private RecordResult AcceptFill(OrderFilledEvent happened, JournalActor actor)
    {
        FillSnapshot fill = happened.Fill;
        if (fill.IsPlaceholder)
        {
            return AcceptOrder(happened, actor);
        }

        if (State.FindFill(fill.Key) is { } known)
        {
            return known.Quantity == fill.Quantity && known.Price == fill.Price
                ? Duplicate()
                : Conflict(happened, known, actor);
        }

        if (State.Purged.Contains(fill.Key))
        {
            return Duplicate();
        }

        if (State.FindOrder(fill.Order, fill.Account, fill.Instrument) is not { } order)
        {
            return Hold(happened, actor);
        }

        LiveBook book = order.Book;
        if (fill.At <= book.Book?.Opening?.At)
        {
            return Duplicate(); // from before the horizon: part of the opening
        }

        bool isForOthers = order.Snapshot.IsExternal && fill.Allocations.Count == 0;
        return isForOthers || LateFill.IsPossible(State, book, fill)
            ? Take(LateFill.Settle(State, book, order.Snapshot, happened, policy), actor)
            : Take([happened], actor);
    }

    private RecordResult AcceptOrder(ExecutionEvent happened, JournalActor actor)
    {
        var (id, account, instrument) = HeldEvents.Named(happened)!.Value;
        return State.FindOrder(id, account, instrument) is null ? Hold(happened, actor) : Take([happened], actor);
    }

    private RecordResult Hold(ExecutionEvent happened, JournalActor actor)
    {
        if (State.Held.Count >= options.MaxHeldEvents)
        {
            throw new InvalidOperationException(
                $"{State.Held.Count} events about unknown orders are held already (MaxHeldEvents); the order "
                + $"'{HeldEvents.Named(happened)!.Value.Order}' is not known either.");
        }

        return new RecordResult(RecordStatus.Held, Take([happened], actor).Sequence);
    }

    /// <summary>What was held is judged like what comes now, and recorded again as what becomes of it. Both are in one
    /// commit with what made the order known.</summary>
    private void AcceptHeld(ExecutionEvent held)
    {
        try
        {
            Accept(held, JournalActor.Engine);
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
        {
            var (id, account, instrument) = HeldEvents.Named(held)!.Value;
            BookKey key = State.FindOrder(id, account, instrument)!.Snapshot.Intent.Position.Book;
            string reason = $"The event '{held.Kind}' of order {id}, held until the order was known, cannot be kept.";
            Take([new PositionQuarantinedEvent { At = held.At, Key = key, Reason = reason }], JournalActor.Library);
        }
    }

    private RecordResult Conflict(OrderFilledEvent happened, FillSnapshot known, JournalActor actor)
    {
        LiveOrder? order = State.FindOrder(known.Order, known.Account, known.Instrument);
        BookKey key = order?.Snapshot.Intent.Position.Book
            ?? new BookKey(known.Account, known.Instrument, PositionSide.Net);
        string reason = FormattableString.Invariant(
            $"Execution {known.Trade} was reported as {happened.Fill.Quantity} @ {happened.Fill.Price} after ")
            + FormattableString.Invariant($"{known.Quantity} @ {known.Price}; the first one stays.");
        RecordResult result = Take(
            [new PositionQuarantinedEvent { At = happened.At, Key = key, Reason = reason }], actor);
        return new RecordResult(RecordStatus.Conflict, result.Sequence);
    }

    private RecordResult TakeUnstored(BalanceChangedEvent happened)
    {
        (AccountId, AssetId) key = (happened.Balance.Account, happened.Balance.Asset);
        bool isToBeStored = State.Dirty.Balances.Contains(key); // by a unit that is stored as a whole
        LiveFacts.Take(State, happened);
        if (!isToBeStored)
        {
            State.Dirty.Balances.Remove(key);
        }

        return new RecordResult(RecordStatus.Recorded, State.Sequence);
    }

    private RecordResult Duplicate() => new(RecordStatus.Duplicate, State.Sequence);

    private LiveOrder? Find(OrderIntent intent) => State.FindOrder(intent.Id, intent.Account, intent.Instrument);
}

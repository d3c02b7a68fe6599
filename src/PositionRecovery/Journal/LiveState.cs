namespace PositionRecovery;

/// <summary>The state of a trader while events are added to it one unit at a time: the fold of its journal, indexed so
/// that an event costs what it touches, not what there is. Not safe for use by several threads.</summary>
internal sealed class LiveState
{
    private readonly Dictionary<ClientOrderId, LiveOrder> _orders = [];
    private readonly Dictionary<TradeKey, FillSnapshot> _trades = [];
    private readonly LiveUnit _unit;

    internal LiveState() => _unit = new LiveUnit(this);

    /// <summary>The last sequence that is part of it.</summary>
    internal long Sequence { get; private set; }

    internal SortedDictionary<BookKey, LiveBook> Books { get; } = new(KeyOrder.Books);

    internal Dictionary<InstrumentId, InstrumentDefinition> Instruments { get; } = [];

    internal Dictionary<AccountId, AccountSnapshot> Accounts { get; } = [];

    internal Dictionary<(AccountId Account, AssetId Asset), BalanceSnapshot> Balances { get; } = [];

    internal PurgedMemory Purged { get; } = new();

    internal HeldEvents Held { get; } = new();

    internal SessionBook Sessions { get; } = new();

    internal StrategyStates StrategyStates { get; } = new();

    internal DirtyList Dirty { get; } = new();

    internal IEnumerable<LiveOrder> Orders => Books.Values.SelectMany(static b => b.Orders);

    internal int OrderCount { get; private set; }

    /// <summary>Adds the events of one unit. Either all of it takes effect, or none of it and it throws.</summary>
    /// <param name="sequence">The sequence of the first event.</param>
    /// <param name="events">The events, in order.</param>
    /// <returns>Events held for orders that are known now. They are held no more, and have taken no effect: whoever
    /// records adds them as events of their own.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number would leave the range that orders and books can keep.
    /// </exception>
    /// <exception cref="OverflowException">A number cannot even be computed.</exception>
    internal IReadOnlyList<ExecutionEvent> Apply(long sequence, IReadOnlyList<ExecutionEvent> events)
    {
        IReadOnlyList<ExecutionEvent> released = _unit.Run(sequence, events);
        Sequence = sequence + events.Count - 1;
        return released;
    }

    internal void MoveTo(long sequence) => Sequence = sequence;

    internal LiveOrder? FindOrder(ClientOrderId id, AccountId? account = null, InstrumentId? instrument = null)
    {
        LiveOrder? order = _orders.GetValueOrDefault(id);
        for (; order is not null; order = order.SameId)
        {
            OrderIntent intent = order.Snapshot.Intent;
            if ((account is null || intent.Account == account)
                && (instrument is null || intent.Instrument == instrument))
            {
                break;
            }
        }

        return order;
    }

    internal FillSnapshot? FindFill(TradeKey key) => _trades.GetValueOrDefault(key);

    internal LiveBook Book(BookKey key)
    {
        if (!Books.TryGetValue(key, out LiveBook? book))
        {
            Books.Add(key, book = new LiveBook(key));
        }

        return book;
    }

    /// <summary>The venue time up to which a position is known to have agreed with the venue.</summary>
    internal DateTimeOffset? AgreedAt(LiveBook book)
    {
        DateTimeOffset? own = book.Book?.AgreedAt;
        DateTimeOffset? account = Accounts.GetValueOrDefault(book.Key.Account)?.AgreedAt;
        return own is null || account > own ? account ?? own : own;
    }

    internal bool IsInverse(InstrumentId instrument) =>
        Instruments.TryGetValue(instrument, out InstrumentDefinition? definition) && definition.IsInverse;

    internal bool IsSpot(InstrumentId instrument) =>
        Instruments.TryGetValue(instrument, out InstrumentDefinition? definition) && definition.IsSpot;

    internal void Add(LiveOrder order)
    {
        OrderSnapshot snapshot = order.Snapshot;
        order.SameId = _orders.GetValueOrDefault(snapshot.Intent.Id);
        _orders[snapshot.Intent.Id] = order;
        order.Book.Orders.Add(order);
        OrderCount++;
        foreach (FillSnapshot fill in snapshot.Fills)
        {
            if (!fill.IsPlaceholder)
            {
                TryKnow(fill);
            }
        }
    }

    /// <returns>Whether the execution was not known.</returns>
    internal bool TryKnow(FillSnapshot fill) => _trades.TryAdd(fill.Key, fill);

    internal void Forget(FillSnapshot fill)
    {
        if (!fill.IsPlaceholder && ReferenceEquals(_trades.GetValueOrDefault(fill.Key), fill))
        {
            _trades.Remove(fill.Key);
        }
    }

    internal void Remove(LiveOrder order)
    {
        ClientOrderId id = order.Snapshot.Intent.Id;
        if (ReferenceEquals(_orders[id], order))
        {
            if (order.SameId is { } next)
            {
                _orders[id] = next;
            }
            else
            {
                _orders.Remove(id);
            }
        }
        else
        {
            LiveOrder before = _orders[id];
            while (!ReferenceEquals(before.SameId, order))
            {
                before = before.SameId!;
            }

            before.SameId = order.SameId;
        }

        foreach (FillSnapshot fill in order.Snapshot.Fills)
        {
            Forget(fill);
        }

        OrderCount--;
        order.IsGone = true;
    }

    /// <summary>Puts back what a definition was.</summary>
    internal void Restore(InstrumentId id, InstrumentDefinition? before)
    {
        if (before is null)
        {
            Instruments.Remove(id);
        }
        else
        {
            Instruments[id] = before;
        }
    }

    /// <summary>Folds at hand were made by the definition before.</summary>
    internal void Redefined(InstrumentId id, InstrumentDefinition? before)
    {
        Dirty.Instruments.Add(id);
        if (Instruments[id] == before)
        {
            return;
        }

        foreach (LiveBook book in Books.Values.Where(b => b.Key.Instrument == id))
        {
            book.Forget();
        }
    }

    /// <summary>The books of an instrument that something was booked in.</summary>
    internal LiveBook[] BooksOf(InstrumentId id) =>
        [.. Books.Values.Where(b => b.Key.Instrument == id && b.Book is not null)];

    /// <summary>Gives up everything but the sessions.</summary>
    internal void Flush()
    {
        _orders.Clear();
        _trades.Clear();
        Books.Clear();
        Instruments.Clear();
        Accounts.Clear();
        Balances.Clear();
        Purged.Clear();
        Held.Clear();
        StrategyStates.Clear();
        OrderCount = 0;
        Dirty.Clear();
        Sessions.Dirty.UnionWith(Sessions.All.Select(static s => s.Id)); // their rows go with all others
        Dirty.IsFlushed = true;
    }
}

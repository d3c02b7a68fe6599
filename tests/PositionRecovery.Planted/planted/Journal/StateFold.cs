namespace PositionRecovery;

/// <summary>Applies events to a snapshot. A state is what its events add up to: orders take them one by one, books are
/// folded again from all their fills, so that it does not matter when an execution became known.</summary>
internal sealed class StateFold
{
    private readonly CachedSnapshot _before;
    private readonly Dictionary<ClientOrderId, List<OrderDraft>> _drafts = [];
    private readonly List<OrderDraft> _imported = [];
    private readonly Dictionary<OrderSnapshot, OrderDraft> _touched = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<BookKey> _dirty = [];
    private readonly Dictionary<BookKey, List<ExecutionEvent>> _bookEvents = [];
    private readonly Dictionary<InstrumentId, InstrumentDefinition> _instruments = [];
    private readonly HashSet<BookKey> _unkeepable = [];

    private StateFold(CachedSnapshot before) => _before = before;

    /// <returns>The state after the events; the same snapshot when there are none.</returns>
    internal static CachedSnapshot Apply(CachedSnapshot before, IReadOnlyList<ExecutionEvent> events)
    {
        if (events.Count == 0)
        {
            return before;
        }

        var fold = new StateFold(before);
        fold.IndexInstruments(events);
        fold.IndexOrders(events);
        foreach (ExecutionEvent happened in events)
        {
            fold.Take(happened);
        }

        return fold.Result(events);
    }

    private void IndexInstruments(IReadOnlyList<ExecutionEvent> events)
    {
        foreach (InstrumentDefinition known in _before.Instruments)
        {
            _instruments.TryAdd(known.Id, known);
        }

        foreach (InstrumentDefinedEvent defined in events.OfType<InstrumentDefinedEvent>())
        {
            InstrumentId id = defined.Definition.Id;
            if (!_instruments.ContainsKey(id))
            {
                // The first definition counts for what was executed before it, too.
                _dirty.UnionWith(_before.AccountBooks.Where(b => b.Key.Instrument == id).Select(static b => b.Key));
            }

            _instruments[id] = defined.Definition;
        }
    }

    private void IndexOrders(IReadOnlyList<ExecutionEvent> events)
    {
        foreach (ExecutionEvent happened in events)
        {
            if (OrderOf(happened) is { } id)
            {
                _drafts.TryAdd(id, []);
            }
        }

        foreach (OrderSnapshot order in _before.Orders)
        {
            if (_drafts.TryGetValue(order.Intent.Id, out List<OrderDraft>? drafts))
            {
                var draft = new OrderDraft(order, IsInverse(order.Intent.Instrument));
                drafts.Add(draft);
                _touched.Add(order, draft);
            }
        }
    }

    private static ClientOrderId? OrderOf(ExecutionEvent happened) => happened switch
    {
        OrderEvent e => e.Order,
        OrderFilledEvent e => e.Fill.Order,
        OrderImportedEvent e => e.Order.Intent.Id,
        _ => null,
    };

    private bool IsInverse(InstrumentId instrument) =>
        _instruments.TryGetValue(instrument, out InstrumentDefinition? definition) && definition.IsInverse;

    private void Take(ExecutionEvent happened)
    {
        switch (happened)
        {
            case OrderImportedEvent e:
                var imported = new OrderDraft(e.Order, IsInverse(e.Order.Intent.Instrument));
                _drafts[e.Order.Intent.Id].Add(imported);
                _imported.Add(imported);
                break;
            case OrderFilledEvent e:
                Touch(Find(e.Fill.Order, e.Fill.Account, e.Fill.Instrument)).Apply(e);
                break;
            case PlaceholderReducedEvent e:
                Touch(Find(e.Order, e.Account, e.Instrument)).Apply(e);
                break;
            case OrderEvent e:
                Find(e.Order, e.Account, e.Instrument).Apply(e);
                break;
            case CostBasisRestatedEvent e:
                Book(e.Key, e);
                break;
            case PositionRestatedEvent e:
                Book(e.Key, e);
                break;
            case PositionReconciledEvent e:
                Book(e.Key, e);
                break;
            default:
                break; // balances, accounts and instruments are set in Result
        }
    }

    private OrderDraft Touch(OrderDraft draft)
    {
        _dirty.Add(draft.Intent.Position.Book);
        return draft;
    }

    private void Book(BookKey key, ExecutionEvent happened)
    {
        _dirty.Add(key);
        if (!_bookEvents.TryGetValue(key, out List<ExecutionEvent>? events))
        {
            _bookEvents.Add(key, events = []);
        }

        events.Add(happened);
    }

    private OrderDraft Find(ClientOrderId id, AccountId? account, InstrumentId? instrument)
    {
        List<OrderDraft> drafts = _drafts[id];
        OrderDraft? found = drafts.Find(d => (account is null || d.Intent.Account == account)
            && (instrument is null || d.Intent.Instrument == instrument));
        return found ?? throw new InvariantException($"An event names order {id}, which is not known.");
    }

    private CachedSnapshot Result(IReadOnlyList<ExecutionEvent> events)
    {
        List<OrderSnapshot> orders = Orders(out Dictionary<BookKey, List<OwnedFill>> before, out var after);
        var books = new BookProjection(_before, _dirty, _instruments, before, after, _bookEvents, _unkeepable);
        if (_unkeepable.Count > 0)
        {
            throw new UnkeepableBooksException(_unkeepable);
        }

        return _before with
        {
            Orders = FrozenList<OrderSnapshot>.Owning([.. orders]),
            Positions = books.Positions,
            AccountBooks = books.AccountBooks,
            Instruments = Replaced(
                _before.Instruments, events.OfType<InstrumentDefinedEvent>().Select(static e => e.Definition),
                    static i => i.Id),
            Balances = Replaced(
                _before.Balances,
                events.OfType<BalanceChangedEvent>().Select(static e => e.Balance),
                static b => (b.Account, b.Asset)),
            Accounts = Replaced(
                _before.Accounts, events.OfType<AccountChangedEvent>().Select(static e => e.Account), static a =>
                    a.Account),
        };
    }

    private List<OrderSnapshot> Orders(
        out Dictionary<BookKey, List<OwnedFill>> before, out Dictionary<BookKey, List<OwnedFill>> after)
    {
        before = [];
        after = [];
        var orders = new List<OrderSnapshot>(_before.Orders.Count + _imported.Count);
        foreach (OrderSnapshot order in _before.Orders)
        {
            OrderSnapshot result = _touched.TryGetValue(order, out OrderDraft? draft) ? ResultOf(draft) ?? order
                : order;
            orders.Add(result);
            BookKey key = order.Intent.Position.Book;
            if (_dirty.Contains(key))
            {
                Collect(before, key, order);
                Collect(after, key, result);
            }
        }

        foreach (OrderDraft draft in _imported)
        {
            if (ResultOf(draft) is { } result)
            {
                orders.Add(result);
                Collect(after, result.Intent.Position.Book, result);
            }
        }

        return orders;
    }

    private OrderSnapshot? ResultOf(OrderDraft draft)
    {
        try
        {
            return draft.ToSnapshot();
        }
        catch (Exception thrown) when (UnkeepableBooksException.IsCause(thrown))
        {
            _unkeepable.Add(draft.Intent.Position.Book);
            return null;
        }
    }

    private static void Collect(Dictionary<BookKey, List<OwnedFill>> fills, BookKey key, OrderSnapshot order)
    {
        if (order.Fills.Count == 0)
        {
            return;
        }

        if (!fills.TryGetValue(key, out List<OwnedFill>? list))
        {
            fills.Add(key, list = []);
        }

        foreach (FillSnapshot fill in order.Fills)
        {
            list.Add(new OwnedFill(fill, order.Intent.Strategy));
        }
    }

    private static IReadOnlyList<T> Replaced<T, TKey>(IReadOnlyList<T> old, IEnumerable<T> changes, Func<T, TKey> key)
        where TKey : notnull
    {
        var latest = new Dictionary<TKey, T>();
        var order = new List<TKey>();
        foreach (T change in changes)
        {
            if (!latest.ContainsKey(key(change)))
            {
                order.Add(key(change));
            }

            latest[key(change)] = change;
        }

        if (order.Count == 0)
        {
            return old;
        }

        var result = new List<T>(old.Count + order.Count);
        foreach (T item in old)
        {
            result.Add(latest.Remove(key(item), out T? change) ? change : item);
        }

        result.AddRange(order.Where(latest.ContainsKey).Select(k => latest[k]));
        return FrozenList<T>.Owning([.. result]);
    }
}

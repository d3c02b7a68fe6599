namespace PositionRecovery;

/// <summary>Adds the events of one unit after another to the live state: orders take them one by one, then each book
/// that moved is folded once. All of a unit takes effect, or none. Used again and again, because most units are one
/// event
/// and come one after the other.</summary>
internal sealed partial class LiveUnit(LiveState state)
{
    /// <summary>What the lists keep room for between units.</summary>
    private const int Room = 256;

    private readonly List<(LiveOrder Order, OrderSnapshot Before)> _touched = [];
    private readonly List<LiveOrder> _added = [];
    private readonly List<LiveBook> _books = [];
    private readonly List<(InstrumentId Id, InstrumentDefinition? Before)> _defined = [];
    private readonly List<FillSnapshot> _known = [];
    private readonly List<(HeldEvent Event, bool IsNew)> _held = [];
    private readonly List<Action> _undo = [];
    private readonly Stack<BookMoves> _spare = [];
    private IReadOnlyList<ExecutionEvent> _events = [];
    private List<ExecutionEvent>? _released;
    private int _intended;
    private int _filled;

    /// <summary>Adds the events of one unit.</summary>
    /// <returns>Events held for orders that it made known.</returns>
    internal IReadOnlyList<ExecutionEvent> Run(long sequence, IReadOnlyList<ExecutionEvent> events)
    {
        _events = events;
        try
        {
            Try(sequence);
            Keep();
            return _released is null ? [] : _released;
        }
        finally
        {
            Reset();
        }
    }

    private void Try(long sequence)
    {
        try
        {
            Define();
            for (int i = 0; i < _events.Count; i++)
            {
                Take(_events[i], sequence + i);
            }

            Conclude();
        }
        catch
        {
            TakeBack();
            throw;
        }
    }

    /// <summary>Definitions count for the whole unit, and the first one for what was executed before it, too.</summary>
    private void Define()
    {
        for (int i = 0; i < _events.Count; i++)
        {
            if (_events[i] is InstrumentDefinedEvent { Definition: var definition })
            {
                InstrumentDefinition? before = state.Instruments.GetValueOrDefault(definition.Id);
                _defined.Add((definition.Id, before));
                state.Instruments[definition.Id] = definition;
                foreach (LiveBook book in before is null ? state.BooksOf(definition.Id) : [])
                {
                    Touch(book).IsRewritten = true;
                }
            }
        }
    }

    private void Take(ExecutionEvent happened, long at)
    {
        switch (happened)
        {
            case OrderIntendedEvent e:
                _intended++;
                Add(new OrderSnapshot
                {
                    Intent = e.Intent,
                    Status = OrderStatus.Intended,
                    IntendedAt = e.At,
                    SendDeadline = e.SendDeadline,
                });
                break;
            case OrderImportedEvent e:
                Add(e.Order);
                break;
            case OrderFilledEvent or OrderEvent:
                TakeOrder(happened, at);
                break;
            case CostBasisRestatedEvent e:
                Touch(state.Book(e.Key)).Events.Add(e);
                break;
            case PositionRestatedEvent e:
                Touch(state.Book(e.Key)).Events.Add(e);
                break;
            case PositionReconciledEvent e:
                Touch(state.Book(e.Key)).Events.Add(e);
                break;
            default:
                break; // what cannot fail is done in Keep
        }
    }

    private void Add(OrderSnapshot snapshot)
    {
        OrderIntent intent = snapshot.Intent;
        if (state.FindOrder(intent.Id, intent.Account, intent.Instrument) is not null)
        {
            return; // said before
        }

        var order = new LiveOrder(snapshot, state.Book(intent.Position.Book));
        state.Add(order);
        _added.Add(order);
        if (snapshot.Fills.Count > 0)
        {
            Touch(order.Book).IsRewritten = true;
        }

        if (state.Held.Count > 0)
        {
            Release(intent);
        }
    }

    private void Release(OrderIntent intent)
    {
        foreach (HeldEvent held in state.Held.For(intent))
        {
            (_released ??= []).Add(held.Event);
            state.Held.Remove(held.Sequence);
            _held.Add((held, false));
        }
    }

    private void TakeOrder(ExecutionEvent happened, long at)
    {
        var (id, account, instrument) = HeldEvents.Named(happened)!.Value;
        if (state.FindOrder(id, account, instrument) is not { } order)
        {
            var held = new HeldEvent(at, happened);
            state.Held.Add(held);
            _held.Add((held, true));
            return;
        }

        var filled = happened as OrderFilledEvent;
        if (filled is { Fill: { IsPlaceholder: false } fill })
        {
            if (!state.TryKnow(fill))
            {
                return; // counted before
            }

            _known.Add(fill);
            _filled++;
        }

        if (order.Draft is null)
        {
            order.Draft = new OrderDraft(order.Snapshot, state.IsInverse(order.Snapshot.Intent.Instrument));
            _touched.Add((order, order.Snapshot));
        }

        order.Draft.Apply(happened);
        if (filled is not null)
        {
            Touch(order.Book).Fills.Add(new OwnedFill(filled.Fill, order.Snapshot.Intent.Strategy));
        }
        else if (happened is PlaceholderReducedEvent)
        {
            Touch(order.Book).IsRewritten = true;
        }
    }

    private BookMoves Touch(LiveBook book)
    {
        if (book.Moves is null)
        {
            if (!_spare.TryPop(out BookMoves? moves))
            {
                moves = new BookMoves();
            }

            moves.Begin(book);
            book.Moves = moves;
            _books.Add(book);
        }

        return book.Moves;
    }

    private void Conclude()
    {
        foreach ((LiveOrder order, _) in _touched)
        {
            order.Snapshot = order.Draft!.ToSnapshot();
        }

        foreach (LiveBook book in _books)
        {
            if (_books.Count > 1)
            {
                _undo.Add(book.Remember());
            }

            BookMoves moves = book.Moves!;
            book.Fold(
                state.Instruments.GetValueOrDefault(book.Key.Instrument),
                moves.IsRewritten ? null : moves.Fills,
                moves.Events);
        }
    }
}

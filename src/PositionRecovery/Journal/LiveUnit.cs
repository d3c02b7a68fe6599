namespace PositionRecovery;

/// <summary>Adds the events of one unit to the live state: orders take them one by one, then each book that moved is
/// folded once. All of it takes effect, or none.</summary>
internal sealed class LiveUnit(LiveState state, long sequence, IReadOnlyList<ExecutionEvent> events)
{
    private readonly List<(LiveOrder Order, OrderSnapshot Before)> _touched = [];
    private readonly List<LiveOrder> _added = [];
    private readonly List<LiveBook> _books = [];
    private readonly List<(InstrumentId Id, InstrumentDefinition? Before)> _defined = [];
    private readonly List<Action> _undo = [];
    private List<(long Sequence, HeldEvent? Event)>? _held;
    private List<ExecutionEvent>? _released;
    private int _intended;
    private int _filled;

    /// <summary>Events held for orders that this unit made known.</summary>
    internal IReadOnlyList<ExecutionEvent> Released => _released is null ? [] : _released;

    internal void Run()
    {
        try
        {
            Define();
            for (int i = 0; i < events.Count; i++)
            {
                Take(events[i], sequence + i);
            }

            Conclude();
        }
        catch
        {
            TakeBack();
            throw;
        }

        Keep();
    }

    /// <summary>Definitions count for the whole unit.</summary>
    private void Define()
    {
        foreach (ExecutionEvent happened in events)
        {
            if (happened is InstrumentDefinedEvent { Definition: var definition })
            {
                _defined.Add((definition.Id, state.Instruments.GetValueOrDefault(definition.Id)));
                state.Instruments[definition.Id] = definition;
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

        var order = new LiveOrder(snapshot);
        state.Add(order);
        _added.Add(order);
        if (snapshot.Fills.Count > 0)
        {
            Touch(state.Book(intent.Position.Book)).IsRewritten = true;
        }

        foreach (HeldEvent held in state.Held.For(intent))
        {
            (_released ??= []).Add(held.Event);
            state.Held.Remove(held.Sequence);
            (_held ??= []).Add((held.Sequence, null));
            _undo.Add(() => state.Held.Add(held));
        }
    }

    private void TakeOrder(ExecutionEvent happened, long at)
    {
        var (id, account, instrument) = HeldEvents.Named(happened)!.Value;
        if (state.FindOrder(id, account, instrument) is not { } order)
        {
            var held = new HeldEvent(at, happened);
            state.Held.Add(held);
            (_held ??= []).Add((at, held));
            _undo.Add(() => state.Held.Remove(at));
            return;
        }

        if (happened is OrderFilledEvent { Fill: { IsPlaceholder: false } known }
            && state.FindFill(known.Key) is not null)
        {
            return; // counted before
        }

        if (order.Draft is null)
        {
            order.Draft = new OrderDraft(order.Snapshot, state.IsInverse(order.Snapshot.Intent.Instrument));
            _touched.Add((order, order.Snapshot));
        }

        order.Draft.Apply(happened);
        if (happened is OrderFilledEvent e)
        {
            BookMoves moves = Touch(state.Book(order.Snapshot.Intent.Position.Book));
            moves.Fills.Add(new OwnedFill(e.Fill, order.Snapshot.Intent.Strategy));
            state.Know(e.Fill);
            _undo.Add(() => state.Forget(e.Fill));
            _filled += e.Fill.IsPlaceholder ? 0 : 1;
        }
        else if (happened is PlaceholderReducedEvent)
        {
            Touch(state.Book(order.Snapshot.Intent.Position.Book)).IsRewritten = true;
        }
    }

    private BookMoves Touch(LiveBook book)
    {
        if (book.Moves is null)
        {
            book.Moves = new BookMoves([.. book.Owners]);
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

    private void TakeBack()
    {
        for (int i = _undo.Count - 1; i >= 0; i--)
        {
            _undo[i]();
        }

        foreach ((LiveOrder order, OrderSnapshot before) in _touched)
        {
            order.Snapshot = before;
            order.Draft = null;
        }

        foreach (LiveOrder order in _added)
        {
            state.Books[order.Snapshot.Intent.Position.Book].Orders.Remove(order);
            state.Remove(order);
        }

        foreach (LiveBook book in _books)
        {
            book.Moves = null;
        }

        for (int i = _defined.Count - 1; i >= 0; i--)
        {
            state.Restore(_defined[i].Id, _defined[i].Before);
        }
    }

    private void Keep()
    {
        foreach ((LiveOrder order, _) in _touched)
        {
            order.Draft = null;
            state.Dirty.Add(order);
        }

        foreach (LiveOrder order in _added)
        {
            state.Dirty.Add(order);
        }

        if (_held is not null)
        {
            state.Dirty.Held.AddRange(_held);
        }

        int wins = 0;
        int losses = 0;
        foreach (LiveBook book in _books)
        {
            BookMoves moves = book.Moves!;
            book.Moves = null;
            state.Dirty.Add(book);
            (int won, int lost) = LifeTracker.Track(state, book, moves, events[^1].At);
            wins += won;
            losses += lost;
        }

        foreach ((InstrumentId id, InstrumentDefinition? before) in _defined)
        {
            state.Redefined(id, before);
        }

        foreach (ExecutionEvent happened in events)
        {
            LiveFacts.Take(state, happened);
        }

        state.Sessions.Count(_intended, _filled, wins, losses);
    }
}

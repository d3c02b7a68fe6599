namespace PositionRecovery;

/// <summary>How a unit ends: kept, or as if it had never been.</summary>
internal sealed partial class LiveUnit
{
    private void TakeBack()
    {
        for (int i = _undo.Count - 1; i >= 0; i--)
        {
            _undo[i]();
        }

        for (int i = _held.Count - 1; i >= 0; i--)
        {
            if (_held[i].IsNew)
            {
                state.Held.Remove(_held[i].Event.Sequence);
            }
            else
            {
                state.Held.Add(_held[i].Event);
            }
        }

        foreach (FillSnapshot fill in _known)
        {
            state.Forget(fill);
        }

        foreach ((LiveOrder order, OrderSnapshot before) in _touched)
        {
            order.Snapshot = before;
            order.Draft = null;
        }

        foreach (LiveOrder order in _added)
        {
            order.Book.Orders.Remove(order);
            state.Remove(order);
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

        foreach ((HeldEvent held, bool isNew) in _held)
        {
            state.Dirty.Held.Add((held.Sequence, isNew ? held : null));
        }

        int wins = 0;
        int losses = 0;
        foreach (LiveBook book in _books)
        {
            state.Dirty.Add(book);
            (int won, int lost) = LifeTracker.Track(state, book, book.Moves!, _events[^1].At);
            wins += won;
            losses += lost;
        }

        foreach ((InstrumentId id, InstrumentDefinition? before) in _defined)
        {
            state.Redefined(id, before);
        }

        for (int i = 0; i < _events.Count; i++)
        {
            LiveFacts.Take(state, _events[i]);
        }

        state.Sessions.Count(_intended, _filled, wins, losses);
    }

    private void Reset()
    {
        foreach (LiveBook book in _books)
        {
            if (_spare.Count < Room)
            {
                book.Moves!.End();
                _spare.Push(book.Moves);
            }

            book.Moves = null;
        }

        Clear(_touched);
        Clear(_added);
        Clear(_books);
        Clear(_defined);
        Clear(_known);
        Clear(_held);
        Clear(_undo);
        _events = [];
        _released = null;
        (_intended, _filled) = (0, 0);
    }

    private static void Clear<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > Room)
        {
            list.Capacity = Room;
        }
    }
}

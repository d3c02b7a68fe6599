namespace PositionRecovery;

/// <summary>Builds the live state from the parts that were stored of it.</summary>
internal sealed class LiveLoader
{
    private readonly Dictionary<string, OrderSnapshot> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<StoredFill>> _fills = new(StringComparer.Ordinal);
    private readonly List<AccountBookSnapshot> _books = [];
    private readonly List<PositionSnapshot> _positions = [];
    private readonly List<PositionLife> _lives = [];
    private readonly LiveState _state = new();

    internal void Add(object content)
    {
        switch (content)
        {
            case OrderSnapshot order:
                _orders[LiveRows.KeyOf(order)] = order;
                break;
            case StoredFill fill:
                FillsOf(fill.Fill).Add(fill);
                break;
            case AccountBookSnapshot book:
                _books.Add(book);
                break;
            case PositionSnapshot position:
                _positions.Add(position);
                break;
            case PositionLife life:
                _lives.Add(life);
                break;
            case InstrumentDefinition instrument:
                _state.Instruments[instrument.Id] = instrument;
                break;
            case AccountSnapshot account:
                _state.Accounts[account.Account] = account;
                break;
            case BalanceSnapshot balance:
                _state.Balances[(balance.Account, balance.Asset)] = balance;
                break;
            case PurgedTradeChunk chunk:
                _state.Purged.Load(chunk);
                break;
            case SessionSnapshot session:
                _state.Sessions.Load(session);
                break;
            case StoredStrategyState stored:
                _state.StrategyStates.Load(stored);
                break;
            case HeldEvent held:
                _state.Held.Add(held);
                break;
            default:
                throw new InvariantException($"A {content.GetType().Name} is no part of a state.");
        }
    }

    /// <summary>The state as of a sequence.</summary>
    /// <param name="sequence">The last sequence that is part of it.</param>
    /// <param name="orphans">Executions whose order was not among the parts.</param>
    internal LiveState Finish(long sequence, out IReadOnlyList<FillSnapshot> orphans)
    {
        // In the order they became known, as far as it is known: an id used twice means the latest.
        foreach ((string key, OrderSnapshot order) in _orders
            .OrderBy(static o => o.Value.IntendedAt ?? DateTimeOffset.MinValue)
            .ThenBy(static o => o.Key, StringComparer.Ordinal))
        {
            OrderSnapshot whole = order with
            {
                Fills = _fills.Remove(key, out List<StoredFill>? fills)
                    ? FrozenList<FillSnapshot>.Owning(
                        [.. fills.OrderBy(static f => f.Ordinal).Select(static f => f.Fill)])
                    : FrozenList<FillSnapshot>.Empty,
            };
            _state.Add(new LiveOrder(whole, _state.Book(whole.Intent.Position.Book)) { Told = whole.Fills });
        }

        orphans = [.. _fills.Values.SelectMany(static f => f).Select(static f => f.Fill)];
        LoadBooks();
        _state.MoveTo(sequence);
        return _state;
    }

    private void LoadBooks()
    {
        foreach (AccountBookSnapshot book in _books)
        {
            _state.Book(book.Key).Load(book, []);
        }

        foreach (PositionSnapshot position in _positions)
        {
            _state.Book(position.Key.Book).Load(null, [position]);
        }

        foreach (PositionLife life in _lives.OrderBy(static l => l.OpenedAt)
            .ThenBy(static l => l.Epoch?.Value, StringComparer.Ordinal))
        {
            _state.Book(life.Key.Book).Lives.Add(new LiveLife(life));
        }

        foreach (LiveBook book in _state.Books.Values)
        {
            book.Settle();
            book.TellAll();
        }
    }

    private List<StoredFill> FillsOf(FillSnapshot fill)
    {
        string key = RowKey.Of(fill.Account.Value, fill.Instrument.Value, fill.Order.Value);
        if (!_fills.TryGetValue(key, out List<StoredFill>? fills))
        {
            _fills.Add(key, fills = []);
        }

        return fills;
    }
}

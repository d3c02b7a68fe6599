namespace PositionRecovery;

/// <summary>What bears on the exits of each position, taken from one snapshot. Immutable.</summary>
internal sealed class ExitSurvey
{
    private readonly GateState _gate;
    private readonly IReadOnlyDictionary<AccountId, VenuePorts> _venues;
    private readonly IReadOnlyDictionary<(AccountId, InstrumentId), decimal> _marks;
    private readonly DateTimeOffset _now;
    private readonly ExitRules _rules;
    private readonly ILookup<StrategyId, PositionSnapshot> _byStrategy;
    private readonly ILookup<BookKey, PositionSnapshot> _byBook;
    private readonly ILookup<BookKey, OrderSnapshot> _orders;
    private readonly Dictionary<BookKey, decimal> _books;
    private readonly Dictionary<InstrumentId, InstrumentDefinition> _instruments;

    internal ExitSurvey(
        CachedSnapshot snapshot,
        GateState gate,
        IReadOnlyDictionary<AccountId, VenuePorts> venues,
        IReadOnlyDictionary<(AccountId, InstrumentId), decimal> marks,
        RecoveryOptions options,
        DateTimeOffset now)
    {
        (_gate, _venues, _marks, _now) = (gate, venues, marks, now);
        _rules = new ExitRules
        {
            WouldTrigger = options.TriggeredStops,
            QuantityTolerance = options.Policy.QuantityTolerance,
            IgnoresPositions = options.Policy.IgnorePositionReports,
        };
        _orders = snapshot.Orders.ToLookup(static o => o.Intent.Position.Book);
        _books = snapshot.AccountBooks.ToDictionary(static b => b.Key, static b => b.Quantity);
        _byBook = snapshot.Positions.ToLookup(static p => p.Key.Book);
        _byStrategy = snapshot.Positions.ToLookup(static p => p.Key.Strategy);
        _instruments = snapshot.Instruments.ToDictionary(static i => i.Id);
    }

    /// <summary>A strategy's positions that want a look: open ones, and flat ones with exits left over.</summary>
    internal IEnumerable<PositionSnapshot> PositionsOf(StrategyId strategy) =>
        _byStrategy[strategy].Where(p => _venues.ContainsKey(p.Key.Account)
            && _instruments.ContainsKey(p.Key.Instrument)
            && (p.Quantity != 0m || _orders[p.Key.Book].Any(static o => !o.IsTerminal && ExitIds.IsOne(o.Intent.Id))));

    /// <summary>What the strategy is asked about its open positions.</summary>
    internal IEnumerable<ExitContext> ContextsOf(StrategyId strategy) =>
        PositionsOf(strategy).Where(static p => p.Quantity != 0m).Select(p => new ExitContext
        {
            Position = p,
            Instrument = _instruments[p.Key.Instrument],
            WorkingExits = [.. _orders[p.Key.Book].Where(o => !o.IsTerminal && Closes(o, p))],
            Mark = MarkOf(p.Key),
        });

    internal ExitSituation SituationOf(PositionSnapshot position, ExitPlan plan)
    {
        BookKey book = position.Key.Book;
        decimal held = _books.TryGetValue(book, out decimal stored) ? stored
            : _byBook[book].Sum(static p => p.Quantity);
        bool isAgreed = _gate.Decide(position.Key.Strategy, book, OrderAction.Exit).IsOpen;
        return new ExitSituation
        {
            Position = position,
            Closable = isAgreed ? Closable(position, held) : null,
            OthersQuantity = _byBook[book]
                .Where(o => o.Key != position.Key && Math.Sign(o.Quantity) == Math.Sign(position.Quantity))
                .Sum(static o => Math.Abs(o.Quantity)),
            Plan = plan,
            Instrument = _instruments[position.Key.Instrument],
            Venue = _venues[position.Key.Account].Reports.Profile,
            Mark = MarkOf(position.Key),
            Orders = [.. _orders[book]],
            Now = _now,
            Rules = _rules,
        };
    }

    private static bool Closes(OrderSnapshot order, PositionSnapshot position) =>
        order.Intent.Side == (position.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy);

    /// <summary>No more than the venue's position, whatever owners on both sides of it hold.</summary>
    private static decimal Closable(PositionSnapshot position, decimal held) =>
        Math.Sign(held) == Math.Sign(position.Quantity)
            ? Math.Min(Math.Abs(position.Quantity), Math.Abs(held))
            : 0m;

    private decimal? MarkOf(PositionKey key) =>
        _marks.TryGetValue((key.Account, key.Instrument), out decimal mark) ? mark : null;
}

namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>What the engine believed when it stopped.</summary>
internal sealed class Books(World world)
{
    private readonly Dictionary<ClientOrderId, OrderSnapshot> _orders = [];
    private readonly Dictionary<PositionKey, PositionSnapshot> _positions = [];
    private readonly Dictionary<BookKey, AccountBookSnapshot> _accountBooks = [];
    private readonly List<AccountSnapshot> _accounts = [];
    private readonly List<BalanceSnapshot> _balances = [];
    private readonly List<TradeKey> _purged = [];

    internal List<InstrumentDefinition> Instruments { get; } =
        [Words.Perpetual, Words.OtherPerpetual, Words.Inverse, Words.Spot, Words.SpotInEuro];

    /// <summary>A position that is older than every execution the books still know. The account's book is the sum; give
    /// it with <see cref="AccountHolds"/> where owners are on opposite sides.</summary>
    internal void Holds(
        StrategyId owner, decimal quantity, decimal? average, PositionSide? leg = null, InstrumentDefinition? on = null,
        AccountId? account = null, double openedMinute = -30)
    {
        var key = new PositionKey(owner, account ?? Words.Main, (on ?? world.Instrument).Id, leg ?? world.Leg);
        _positions[key] = new PositionSnapshot
        {
            Key = key, Quantity = quantity, AveragePrice = average, OpenedAt = Words.At(openedMinute),
            Epoch = new($"epoch-{owner}-{key.Side}"),
            Opening = new OpeningBalance { Quantity = quantity, AveragePrice = average },
        };
        List<PositionSnapshot> owners = [.. _positions.Values.Where(position => position.Key.Book == key.Book)];
        decimal sum = owners.Sum(position => position.Quantity);
        bool isKnown = sum != 0m && owners.TrueForAll(position => position.AveragePrice is not null);
        SetAccountBook(key.Book, sum, isKnown ? owners.Sum(p => p.Quantity * p.AveragePrice!.Value) / sum : null);
    }

    internal void AccountHolds(decimal quantity, decimal? average) =>
        SetAccountBook(new BookKey(Words.Main, world.Instrument.Id, world.Leg), quantity, average);

    /// <summary>Refines the account book made so far.</summary>
    internal void AccountBook(Func<AccountBookSnapshot, AccountBookSnapshot> change)
    {
        foreach (BookKey key in _accountBooks.Keys)
        {
            _accountBooks[key] = change(_accountBooks[key]);
        }
    }

    /// <summary>Leaves the account books out, as a host may that keeps only what its strategies own.</summary>
    internal void KeepsNoAccountBooks() => _accountBooks.Clear();

    internal void Has(OrderSnapshot order) => _orders[order.Intent.Id] = order;

    internal void Has(AccountSnapshot account) => _accounts.Add(account);

    internal void Has(BalanceSnapshot balance) => _balances.Add(balance);

    internal void Purged(Deal deal) => _purged.Add(new TradeKey(
        deal.In, (deal.On ?? world.Instrument).Id, deal.TradeId, deal.Side));

    /// <summary>An execution the engine saw: it is on its order and folded into both books.</summary>
    internal void Saw(Deal deal)
    {
        InstrumentDefinition instrument = deal.On ?? world.Instrument;
        OrderSnapshot order = _orders.GetValueOrDefault(new(deal.OrderText)) ?? OrderOf(deal, instrument);
        FillSnapshot fill = FillOf(deal, instrument);
        decimal filled = order.Filled + deal.Quantity;
        _orders[order.Intent.Id] = order with
        {
            Filled = filled,
            Fills = [.. order.Fills, fill],
            AveragePrice = (((order.AveragePrice ?? 0m) * order.Filled) + (deal.Price * deal.Quantity)) / filled,
            Status = filled >= order.Intent.Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            UpdatedAt = fill.At,
        };
        Fold(order.Intent.Position, deal, instrument);
    }

    internal CachedSnapshot Snapshot() => new()
    {
        Instruments = Instruments,
        Orders = [.. _orders.Values],
        Positions = [.. _positions.Values],
        AccountBooks = [.. _accountBooks.Values],
        Accounts = _accounts,
        Balances = _balances,
        PurgedTrades = _purged,
    };

    private void SetAccountBook(BookKey key, decimal quantity, decimal? average) =>
        _accountBooks[key] = new AccountBookSnapshot
        {
            Key = key, Quantity = quantity, AveragePrice = average,
            Epoch = quantity == 0m ? null : new($"epoch-account-{key.Side}"),
            Opening = new OpeningBalance { Quantity = quantity, AveragePrice = average },
        };

    private void Fold(PositionKey key, Deal deal, InstrumentDefinition instrument)
    {
        PositionSnapshot position = _positions.GetValueOrDefault(key)
            ?? new PositionSnapshot { Key = key, Quantity = 0m, Opening = new OpeningBalance() };
        AccountBookSnapshot book = _accountBooks.GetValueOrDefault(key.Book)
            ?? new AccountBookSnapshot { Key = key.Book, Quantity = 0m, Opening = new OpeningBalance() };
        Ledger own = new Ledger(Held.Of(position), position.Fees).Apply(deal, instrument);
        Ledger all = new Ledger(Held.Of(book), book.Fees).Apply(deal, instrument);
        bool isOpen = own.Held.Quantity != 0m;
        _positions[key] = position with
        {
            Quantity = own.Held.Quantity,
            AveragePrice = own.Held.Average,
            RealizedPnl = own.Held.Realized,
            Fees = own.Fees,
            OpenedAt = isOpen ? position.OpenedAt ?? Words.At(deal.Minute) : null,
            Epoch = isOpen ? position.Epoch ?? new EpochId($"epoch-{key.Strategy}-{key.Side}") : null,
        };
        _accountBooks[key.Book] = book with
        {
            Quantity = all.Held.Quantity,
            AveragePrice = all.Held.Average,
            RealizedPnl = all.Held.Realized,
            Fees = all.Fees,
            Epoch = all.Held.Quantity == 0m ? null : book.Epoch ?? new EpochId($"epoch-account-{key.Side}"),
        };
    }

    private OrderSnapshot OrderOf(Deal deal, InstrumentDefinition instrument) => new()
    {
        Intent = new OrderIntent
        {
            Id = new(deal.OrderText), Strategy = deal.Owner, Account = deal.In, Instrument = instrument.Id,
            Side = deal.Side, Type = OrderType.Market, Quantity = deal.Quantity, PositionSide = deal.Leg ?? world.Leg,
        },
        Status = OrderStatus.Accepted,
        VenueOrder = Words.VenueIdOf(deal.OrderText),
        IsExternal = deal.Owner == StrategyId.External,
        Origin = deal.Owner == StrategyId.External ? OrderOrigin.External : OrderOrigin.Own,
        IntendedAt = Words.At(deal.Minute).AddSeconds(-2),
        CreatedAt = Words.At(deal.Minute).AddSeconds(-1),
    };

    private static FillSnapshot FillOf(Deal deal, InstrumentDefinition instrument) => new()
    {
        Trade = deal.TradeId, Order = new(deal.OrderText), Account = deal.In, Instrument = instrument.Id,
        Side = deal.Side, Quantity = deal.Quantity, Price = deal.Price, Fee = deal.Fee, FeeAsset = deal.FeeAsset,
        At = Words.At(deal.Minute), Sequence = deal.Sequence,
    };
}

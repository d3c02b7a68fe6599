namespace PositionRecovery.Benchmarks.Data;

/// <summary>The books as a store would hand them over: orders with their executions, and the books of strategies and
/// accounts that fold those executions from flat.</summary>
internal sealed class CachedSide(Mix mix, int keys)
{
    private static readonly AssetId Quote = new("USDT");
    private static readonly StrategyId[] Strategies = [new("breakout"), new("carry"), new("grid")];
    private readonly AccountId[] _accounts =
        [.. Story.AccountsOf(keys).Select(account => new AccountId(Story.AccountText(account)))];

    internal CachedSnapshot Make()
    {
        InstrumentId[] ids = [.. Enumerable.Range(0, keys).Select(key => new InstrumentId(Story.InstrumentText(key)))];
        var instruments = new CachedSnapshot { Instruments = [.. ids.Select(Definition)] };
        return mix is Mix.AllExternal or Mix.ColdStart
            ? instruments
            : instruments with
            {
                Sequence = keys,
                Orders = [.. ids.Select(Order)],
                Positions = [.. ids.Select(Position)],
                AccountBooks = [.. ids.Select(Book)],
            };
    }

    private static InstrumentDefinition Definition(InstrumentId id) =>
        new() { Id = id, PriceIncrement = 0.001m, QuantityIncrement = 0.001m, QuoteAsset = Quote };

    private int FillsOf(int key) =>
        Dataset.FillsPerOrder - (Story.DriftOf(mix, key) == Drift.MissedFills ? Story.MissedFills : 0);

    private AccountId AccountOf(int key) => _accounts[Story.AccountOf(key)];

    private PositionKey KeyOf(InstrumentId id, int key) =>
        new(Strategies[key % Strategies.Length], AccountOf(key), id, PositionSide.Net);

    private OrderSnapshot Order(InstrumentId id, int key)
    {
        var client = new ClientOrderId(Story.ClientText(key));
        int fills = FillsOf(key);
        return new OrderSnapshot
        {
            Intent = new OrderIntent
            {
                Id = client, Strategy = KeyOf(id, key).Strategy, Account = AccountOf(key), Instrument = id,
                Side = OrderSide.Buy, Type = OrderType.Limit, Quantity = Story.OrderQuantity,
                Price = Story.LimitPrice(key), TimeInForce = TimeInForce.GoodTilCanceled,
            },
            Status = OrderStatus.PartiallyFilled,
            VenueOrder = new VenueOrderId(Story.VenueText(key)),
            Filled = fills * Story.FillQuantity,
            AveragePrice = Story.Average(key, fills),
            Fills = [.. Enumerable.Range(0, fills).Select(fill => Fill(client, id, key, fill))],
            IntendedAt = Story.FillTime(-2),
            CreatedAt = Story.FillTime(-1),
            UpdatedAt = Story.FillTime(fills - 1),
        };
    }

    private FillSnapshot Fill(ClientOrderId client, InstrumentId id, int key, int fill) => new()
    {
        Trade = new TradeId(Story.TradeText(key, fill)), Order = client, Account = AccountOf(key), Instrument = id,
        Side = OrderSide.Buy, Quantity = Story.FillQuantity, Price = Story.FillPrice(key, fill), Fee = Story.Fee,
        FeeAsset = Quote, At = Story.FillTime(fill), Liquidity = LiquiditySide.Maker,
    };

    private PositionSnapshot Position(InstrumentId id, int key) => new()
    {
        Key = KeyOf(id, key), Epoch = EpochOf(key), Quantity = FillsOf(key) * Story.FillQuantity,
        AveragePrice = Story.Average(key, FillsOf(key)), Fees = FillsOf(key) * Story.Fee,
        OpenedAt = Story.FirstFill, Opening = new OpeningBalance(),
    };

    private AccountBookSnapshot Book(InstrumentId id, int key) => new()
    {
        Key = KeyOf(id, key).Book, Epoch = EpochOf(key), Quantity = FillsOf(key) * Story.FillQuantity,
        AveragePrice = Story.Average(key, FillsOf(key)), Fees = FillsOf(key) * Story.Fee,
        Opening = new OpeningBalance(), AgreedAt = Story.FillTime(FillsOf(key) - 1),
    };

    private static EpochId EpochOf(int key) => new("epoch-of-" + Story.InstrumentText(key));
}

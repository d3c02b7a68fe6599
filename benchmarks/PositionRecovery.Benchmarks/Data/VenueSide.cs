namespace PositionRecovery.Benchmarks.Data;

/// <summary>The venue's answers, one of each kind an account.</summary>
internal sealed class VenueSide(Mix mix, int keys)
{
    private readonly InstrumentId[] _instruments =
        [.. Enumerable.Range(0, keys).Select(key => new InstrumentId(Story.InstrumentText(key)))];

    internal VenueSnapshot Make() => VenueSnapshot.Of([.. Story.AccountsOf(keys).SelectMany(AnswersOf)]);

    private IEnumerable<VenueAnswer> AnswersOf(int number)
    {
        var account = new AccountId(Story.AccountText(number));
        int[] own = [.. Enumerable.Range(0, keys).Where(key => Story.AccountOf(key) == number)];
        OrderReport[] orders = [.. own.Select(key => Order(account, key))];
        yield return VenueAnswer.Complete(
            new PositionsQuery { Account = account }, Story.AsOf, [.. own.Select(key => Position(account, key))]);
        yield return VenueAnswer.Complete(
            new OpenOrdersQuery { Account = account }, Story.AsOf, [.. orders.Where(order => !IsCanceled(order))]);
        yield return VenueAnswer.Complete(
            new OrderHistoryQuery { Account = account, From = Story.Asked }, Story.AsOf, [.. orders.Where(IsCanceled)]);
        yield return FillsAnswer(
            new FillsQuery { Account = account, From = Story.Asked }, [.. own.SelectMany(key => Fills(account, key))]);
        yield return VenueAnswer.Complete(
            new MarksQuery { Account = account }, Story.AsOf, [.. own.Select(key => Mark(account, key))]);
    }

    private VenueAnswer FillsAnswer(FillsQuery query, FillReport[] fills) => mix == Mix.ColdStart
        ? VenueAnswer.Partial(query, Story.FirstFill, Story.AsOf, fills, "retention")
        : VenueAnswer.Complete(query, Story.AsOf, fills);

    private static bool IsCanceled(OrderReport order) => order.Status == OrderStatus.Canceled;

    /// <summary>The hidden part of a cold start was bought at the average of the rest, which keeps the average exact.
    /// </summary>
    private PositionReport Position(AccountId account, int key)
    {
        decimal quantity = Dataset.FillsPerOrder * Story.FillQuantity;
        quantity += mix == Mix.ColdStart ? Story.HiddenQuantity : 0m;
        quantity += Story.DriftOf(mix, key) == Drift.PositionMoved ? Story.FillQuantity : 0m;
        return new PositionReport
        {
            Account = account, Instrument = _instruments[key], Quantity = quantity,
            AveragePrice = Story.Average(key, Dataset.FillsPerOrder), MarkPrice = Story.LimitPrice(key),
            UpdatedAt = Story.FillTime(Dataset.FillsPerOrder - 1),
        };
    }

    private OrderReport Order(AccountId account, int key)
    {
        Drift drift = Story.DriftOf(mix, key);
        return new OrderReport
        {
            Account = account, Instrument = _instruments[key], ClientOrder = new ClientOrderId(Story.ClientText(key)),
            VenueOrder = new VenueOrderId(Story.VenueText(key)), Side = OrderSide.Buy, Type = OrderType.Limit,
            Status = drift == Drift.OrderCanceled ? OrderStatus.Canceled : OrderStatus.PartiallyFilled,
            Quantity = Story.OrderQuantity + (drift == Drift.OrderAmended ? 5m : 0m),
            Filled = Dataset.FillsPerOrder * Story.FillQuantity,
            AveragePrice = Story.Average(key, Dataset.FillsPerOrder), Price = Story.LimitPrice(key),
            TimeInForce = TimeInForce.GoodTilCanceled, CreatedAt = Story.FillTime(-1),
            UpdatedAt = Story.FillTime(Dataset.FillsPerOrder - 1),
        };
    }

    private IEnumerable<FillReport> Fills(AccountId account, int key)
    {
        for (int fill = 0; fill < Dataset.FillsPerOrder; fill++)
        {
            yield return new FillReport
            {
                Account = account, Instrument = _instruments[key],
                Trade = new TradeId(Story.TradeText(key, fill)),
                ClientOrder = new ClientOrderId(Story.ClientText(key)),
                VenueOrder = new VenueOrderId(Story.VenueText(key)), Side = OrderSide.Buy,
                Quantity = Story.FillQuantity, Price = Story.FillPrice(key, fill), Fee = Story.Fee,
                FeeAsset = new AssetId("USDT"), At = Story.FillTime(fill), Liquidity = LiquiditySide.Maker,
            };
        }
    }

    private MarkReport Mark(AccountId account, int key) => new()
    {
        Account = account, Instrument = _instruments[key], Mark = Story.LimitPrice(key), At = Story.AsOf,
    };
}

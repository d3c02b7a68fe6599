using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Venues;

/// <summary>Whatever happens at the simulated venue, its books agree with each other.</summary>
public sealed class VenueProperties
{
    private static readonly AccountId Main = VenueDesk.Main;

    /// <summary>One thing that happens: what, to which side, how much, and at which price.</summary>
    internal sealed record Step(int Kind, bool IsBuy, int Quantity, int Price, bool Reduces);

    [Fact]
    public void Books_AfterAnything_AgreeWithEachOther()
    {
        int fills = 0;
        int triggered = 0;
        PropertyRun.Holds(Stories(), seed: 71, story =>
        {
            (int kind, Step[] steps) = story;
            PositionMode mode = kind == 0 ? PositionMode.Hedging : PositionMode.Netting;
            bool isInverse = kind == 1;
            var desk = new VenueDesk(
                static s => s with { FeeRate = 0.001m }, mode, isInverse ? VenueDesk.Coin : VenueDesk.Btc);
            for (int i = 0; i < steps.Length; i++)
            {
                Take(desk, steps[i], $"o{i}", mode);
            }

            fills += desk.Venue.FillsOf(Main).Count;
            triggered += desk.Venue.OrdersOf(Main).Count(static o => o.ReplacedBy is not null);
            PositionsAreTheSumOfTheirFills(desk);
            MoneyIsConserved(desk);
            OrdersAreTheSumOfTheirFills(desk);
            ReduceOnlyNeverOpens(desk);
            TheLedgerHasEveryOrderOnce(desk);
        });
        Assert.True(fills > PropertyRun.Cases && triggered > PropertyRun.Cases / 10, $"{fills} fills, {triggered}");
    }

    private static Arbitrary<(int Kind, Step[] Steps)> Stories() => (
        from kind in Gen.Choose(0, 2)
        from steps in Steps().ArrayOf().Resize(25)
        select (kind, steps)).ToArbitrary();

    private static Gen<Step> Steps() =>
        from kind in Gen.Choose(0, 11)
        from isBuy in ArbMap.Default.GeneratorFor<bool>()
        from quantity in Gen.Choose(1, 5)
        from price in Gen.Choose(90, 110)
        from reduces in ArbMap.Default.GeneratorFor<bool>()
        select new Step(kind, isBuy, quantity, price, reduces);

    private static void Take(VenueDesk desk, Step step, string id, PositionMode mode)
    {
        decimal quantity = step.IsBuy ? step.Quantity : -step.Quantity;
        PositionSide side = mode == PositionMode.Netting ? PositionSide.Net
            : step.Reduces != step.IsBuy ? PositionSide.Long : PositionSide.Short;
        OrderIntent Order(OrderType type, decimal? price = null, decimal? trigger = null) =>
            desk.Order(id, quantity, type, price, trigger, step.Reduces, side);
        switch (step.Kind)
        {
            case 0 or 1:
                Send(desk, Order(OrderType.Market));
                break;
            case 2 or 3:
                Send(desk, Order(OrderType.Limit, step.Price));
                break;
            case 4:
                Send(desk, Order(OrderType.StopMarket, trigger: step.Price));
                break;
            case 5:
                Send(desk, Order(OrderType.TakeProfitLimit, step.Price, step.Price));
                break;
            case 6:
                Send(desk, Order(OrderType.TrailingStopMarket, trigger: step.Price));
                break;
            case 7:
                Send(
                    desk,
                    Order(OrderType.StopMarket, trigger: step.IsBuy ? 105 : 95),
                    Order(OrderType.TakeProfitMarket, trigger: step.IsBuy ? 95 : 105) with { Id = new(id + "-b") });
                break;
            case 8 when desk.Venue.OpenOrdersOf(Main) is { Count: > 0 } open:
                desk.Venue.CancelManually(open[step.Quantity % open.Count].ClientOrder!.Value);
                break;
            case 9:
                desk.Venue.SetPrice(desk.Instrument.Id, step.Price, step.Quantity);
                break;
            default:
                desk.Move(step.Price);
                break;
        }
    }

    private static void Send(VenueDesk desk, OrderIntent order, OrderIntent? other = null)
    {
        ValueTask<SubmitResult> sending = desk.SendAsync(order, other);
        Assert.True(sending.IsCompletedSuccessfully);
    }

    private static void PositionsAreTheSumOfTheirFills(VenueDesk desk)
    {
        foreach (PositionSide side in new[] { PositionSide.Net, PositionSide.Long, PositionSide.Short })
        {
            decimal sum = desk.Venue.FillsOf(Main).Where(f => f.PositionSide == side).Sum(Signed);
            Assert.Equal(sum, desk.Venue.QuantityOf(desk.Key(side)));
            Assert.False(side == PositionSide.Long && sum < 0m);
            Assert.False(side == PositionSide.Short && sum > 0m);
        }
    }

    /// <summary>What was earned is what was received less what was paid, and what the open positions cost.</summary>
    private static void MoneyIsConserved(VenueDesk desk)
    {
        InstrumentDefinition instrument = desk.Instrument;
        decimal Cost(decimal price) => instrument.IsInverse ? -1m / price : price;
        decimal spent = desk.Venue.FillsOf(Main).Sum(f => Signed(f) * Cost(f.Price));
        decimal open = desk.Venue.PositionsOf(Main).Sum(p => p.Quantity * Cost(p.AveragePrice!.Value));
        decimal fees = desk.Venue.FillsOf(Main).Sum(static f => f.Fee);
        (AssetId asset, decimal start) = instrument.IsInverse ? (new("BTC"), 10m) : (new AssetId("USDT"), 100_000m);
        decimal balance = desk.Venue.BalancesOf(Main).Single(b => b.Asset == asset).Total;
        decimal expected = start + ((open - spent) * instrument.Multiplier) - fees;
        Assert.InRange(balance - expected, -0.000001m, 0.000001m);
    }

    private static void OrdersAreTheSumOfTheirFills(VenueDesk desk)
    {
        ILookup<VenueOrderId?, FillReport> fills = desk.Venue.FillsOf(Main).ToLookup(static f => f.VenueOrder);
        foreach (OrderReport order in desk.Venue.OrdersOf(Main))
        {
            Assert.Equal(fills[order.VenueOrder].Sum(static f => f.Quantity), order.Filled);
            Assert.True(order.Filled <= order.Quantity);
            Assert.Equal(order.Filled == order.Quantity, order.Status == OrderStatus.Filled);
        }
    }

    private static void ReduceOnlyNeverOpens(VenueDesk desk)
    {
        HashSet<VenueOrderId?> reducing =
            [.. desk.Venue.OrdersOf(Main).Where(static o => o.IsReduceOnly).Select(static o => o.VenueOrder)];
        var held = new Dictionary<PositionSide, decimal>();
        foreach (FillReport fill in desk.Venue.FillsOf(Main))
        {
            decimal before = held.GetValueOrDefault(fill.PositionSide);
            decimal after = held[fill.PositionSide] = before + Signed(fill);
            Assert.False(reducing.Contains(fill.VenueOrder)
                && (Math.Abs(after) >= Math.Abs(before) || Math.Sign(after) * Math.Sign(before) < 0));
        }
    }

    private static void TheLedgerHasEveryOrderOnce(VenueDesk desk)
    {
        VenueOrderId?[] born = [.. desk.Venue.OrdersOf(Main).Select(static o => o.ReplacedBy)];
        Assert.Equal(
            desk.Venue.OrdersOf(Main).Select(static o => o.VenueOrder).Except(born.Where(static b => b is not null)),
            desk.Venue.AcceptedOrders.Select(static a => (VenueOrderId?)a.VenueOrder));
        Assert.All(desk.Venue.AcceptedOrders, static a => Assert.Equal(1, a.Occurrence));
    }

    private static decimal Signed(FillReport fill) => fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity;
}

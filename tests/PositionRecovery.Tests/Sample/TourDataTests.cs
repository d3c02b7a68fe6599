using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

/// <summary>The snapshots of the tour add up, and the plans tell the stories that are told about them.</summary>
public sealed class TourDataTests
{
    public static TheoryData<string> Stops => [.. Tour.Stops];

    [Theory]
    [MemberData(nameof(Stops))]
    public void Cached_EveryOrder_HasFilledWhatItsFillsAddUpTo(string stop) =>
        Assert.All(Tour.Read(stop).Cached.Orders, order =>
        {
            Assert.Equal(order.Filled, order.Fills.Sum(f => f.Quantity));
            Assert.Equal(order.Status == OrderStatus.Filled, order.Filled == order.Intent.Quantity);
            Assert.All(order.Fills, f => Assert.Equal(order.Intent.Id, f.Order));
            if (order.Filled > 0m)
            {
                Assert.Equal(order.AveragePrice, order.Fills.Sum(f => f.Quantity * f.Price) / order.Filled);
            }
        });

    [Theory]
    [MemberData(nameof(Stops))]
    public void Cached_EveryPosition_IsWhatItsFillsAddUpTo(string stop)
    {
        CachedSnapshot cached = Tour.Read(stop).Cached;
        Assert.All(cached.Positions, position =>
        {
            FillSnapshot[] fills =
                [.. cached.Orders.Where(o => o.Intent.Position == position.Key).SelectMany(o => o.Fills)];
            AssetId? own = cached.Instruments.Single(i => i.Id == position.Key.Instrument).BaseAsset;
            decimal ownFees = fills.Where(f => own is not null && f.FeeAsset == own).Sum(f => f.Fee);
            Assert.Equal(position.Quantity, fills.Sum(f => f.SignedQuantity) - ownFees);

            // All that were remembered are still being built, so the average is that of their fills.
            Assert.Equal(position.AveragePrice, fills.Sum(f => f.Quantity * f.Price) / fills.Sum(f => f.Quantity));
            AccountBookSnapshot book = cached.AccountBooks.Single(b => b.Key == position.Key.Book);
            Assert.Equal((position.Quantity, position.AveragePrice, position.Fees, position.Epoch),
                (book.Quantity, book.AveragePrice, book.Fees, book.Epoch));
        });
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void Venue_OrdersWithListedFills_HaveFilledThat(string stop)
    {
        VenueReport[] reports = [.. Tour.Read(stop).Venue.Answers.SelectMany(a => a.Reports)];
        ILookup<VenueOrderId?, FillReport> fills = reports.OfType<FillReport>().ToLookup(f => f.VenueOrder);
        Assert.All(reports.OfType<OrderReport>().Where(o => fills.Contains(o.VenueOrder)), order =>
        {
            FillReport[] own = [.. fills[order.VenueOrder]];
            Assert.Equal(order.Filled, own.Sum(f => f.Quantity));
            Assert.Equal(order.AveragePrice, own.Sum(f => f.Quantity * f.Price) / own.Sum(f => f.Quantity));
        });
    }

    [Fact]
    public void Hedge_Plan_RepairsEveryLegFromReports()
    {
        ReconciliationPlan plan = Tour.Read("binance-hedge").Reconcile();
        Assert.Empty(plan.SyntheticOrders);
        Assert.Empty(plan.Questions);
        Assert.Equal(
            [
                "BTCUSDT Long Repaired", "BTCUSDT Short Repaired", "ETHUSDT Long Repaired", "ETHUSDT Short Verified",
                "SOLUSDT Long Repaired",
            ],
            plan.Verdicts.Select(v => $"{Symbol(v.Instrument)} {v.Side} {v.Verdict}"));
        Assert.Equal(
            [
                "carry BTCUSDT Short -0.100 69100", "carry ETHUSDT Short -3.000 2010", "carry SOLUSDT Long 100.00 85.5",
                "trend BTCUSDT Long 0.500 68243.6", "trend ETHUSDT Long 0.000 ",
            ],
            Positions(plan));
        Assert.Equal(-294m, plan.Projected.Positions.Single(p => p.Key.Strategy == new StrategyId("trend")
            && p.Key.Instrument.Value.EndsWith("ETHUSDT", StringComparison.Ordinal)).RealizedPnl);
        Assert.DoesNotContain(plan.Projected.Positions, p => p.Key.Strategy == StrategyId.External && p.Quantity != 0m);
        OrderSnapshot Order(string id) => plan.Projected.Orders.Single(o => o.Intent.Id.Value == id);
        Assert.Equal(OrderStatus.Filled, Order("trend-b2").Status);
        Assert.Equal(OrderStatus.Expired, Order("trend-e1-sl").Status);
        Assert.Equal(OrderStatus.Canceled, Order("carry-s2").Status);
        Assert.True(Assert.Single(Order("carry-s2").Fills).IsPlaceholder);
        Assert.Equal(OrderOrigin.Liquidation, Order("autoclose-1772367900123").Origin);
        Assert.Equal(new StrategyId("carry"), Order("android_TTq0vYc2mK").Intent.Strategy);
        Assert.Equal(OrderStatus.Accepted, Order("trend-b1-sl").Status);
    }

    [Fact]
    public void Spot_Plan_ExplainsEveryBalance()
    {
        ReconciliationPlan plan = Tour.Read("spot").Reconcile();
        Assert.Empty(plan.SyntheticOrders);
        Assert.Empty(plan.Questions);
        Assert.All(plan.Verdicts, v => Assert.Equal(Verdict.Repaired, v.Verdict));
        Assert.Equal(["dca BTCUSDT Net 0.07992000 68037.5", "swing ETHUSDT Net 1.2000 1990"], Positions(plan));
        Assert.All(
            plan.Diff.Where(d => d.Kind == DiscrepancyKind.BalanceMismatch),
            d => Assert.Equal(Severity.Info, d.Severity));
        Assert.Equal(0.25m, plan.Projected.Balances.Single(b => b.Asset == new AssetId("ETH")).External);
    }

    [Fact]
    public void Spot_WithoutTheOptions_TheDustIsReported()
    {
        Incident spot = Tour.Read("spot");
        ReconciliationPlan plan = (spot with { Options = new ReconciliationOptions() }).Reconcile();
        Discrepancy dust = plan.Diff.Single(d => d.Asset == new AssetId("BTC"));
        Assert.Equal(Severity.Warning, dust.Severity);
        Assert.DoesNotContain(spot.Reconcile().Diff, d => d.Asset == new AssetId("BTC"));
    }

    [Fact]
    public void NettingOld_Plan_SolvesWhatTheVenueForgotAndAsksWhatItDidNotSay()
    {
        ReconciliationPlan plan = Tour.Read("netting-old").Reconcile();
        Assert.Equal(
            ["grid BTCUSDT -0.6 70250 Calculated", "income ETHUSDT 2.5 2020 Calculated"],
            plan.SyntheticOrders.Select(o => FormattableString.Invariant(
                $"{o.Key.Strategy} {Symbol(o.Key.Instrument)} {o.SignedQuantity:0.###} {o.Price:0.###} {o.PriceLevel}")));
        Assert.Equal(
            ["grid BTCUSDT Net -0.500 69930", "income ETHUSDT Net 12.000 1934", "income SOLUSDT Net -40.00 98"],
            Positions(plan));
        Assert.Equal(
            ["BTCUSDT Repaired", "ETHUSDT Repaired", "SOLUSDT Unverified"],
            plan.Verdicts.Select(v => $"{Symbol(v.Instrument)} {v.Verdict}"));
        Assert.Equal("SOLUSDT", Symbol(Assert.Single(plan.Questions).Query.Instrument!.Value));
    }

    private static string[] Positions(ReconciliationPlan plan) =>
    [
        .. plan.Projected.Positions
            .Select(p => FormattableString.Invariant(
                $"{p.Key.Strategy} {Symbol(p.Key.Instrument)} {p.Key.Side} {p.Quantity} {p.AveragePrice:0.########}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Symbol(InstrumentId instrument) => instrument.Value.Split(':')[1];
}

using PositionRecovery;

namespace ApiExamples;

/// <summary>Only the pure reconciler, as somebody's unit test.</summary>
public sealed class BackOfficeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Main = new("BINANCE-USDM:main");

    private static readonly InstrumentDefinition Btc = new()
    {
        Id = new("BINANCE-USDM:BTCUSDT"), PriceIncrement = 0.1m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    private static readonly PositionKey Key = new(new("breakout"), Main, Btc.Id, PositionSide.Net);

    [Fact]
    public void A_position_the_venue_proves_flat_is_closed()
    {
        var cached = new CachedSnapshot
        {
            Instruments = [Btc],
            Positions = [new() { Key = Key, Quantity = 2m, AveragePrice = 60_000m }],
        };
        var asked = new PositionsQuery { Account = Main };
        VenueSnapshot venue = VenueSnapshot.Of(VenueAnswer.Complete(asked, Now, reports: []));
        ReconciliationPlan plan = Reconciler.Reconcile(cached, venue, new ReconciliationOptions(), Now);
        Assert.Equal(DiscrepancyKind.OrphanPosition, Assert.Single(plan.Diff).Kind);
        Assert.Equal(-2m, Assert.Single(plan.SyntheticOrders).SignedQuantity);
        Assert.True(Reconciler.Reconcile(plan.Projected, venue, new ReconciliationOptions(), Now).IsEmpty);
        VenueSnapshot silent = VenueSnapshot.Of(VenueAnswer.Failed(asked, "timeout"));
        plan = Reconciler.Reconcile(cached, silent, new ReconciliationOptions(), Now);
        Assert.NotEmpty(plan.Questions);                                    // unknown, so nothing closes
    }
}

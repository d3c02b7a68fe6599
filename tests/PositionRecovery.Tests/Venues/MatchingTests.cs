namespace PositionRecovery.Tests.Venues;

public sealed class MatchingTests
{
    public static TheoryData<OrderType, int, double, double, double[], string, double> Orders => new()
    {
        { OrderType.Market, 1, 0, 0, [], "Market 1/1 Filled", 100 },
        { OrderType.Market, -1, 0, 0, [], "Market 1/1 Filled", 100 },
        { OrderType.Limit, 1, 90, 0, [91], "Limit 0/1 Accepted", 0 },
        { OrderType.Limit, 1, 90, 0, [90], "Limit 1/1 Filled", 90 },
        { OrderType.Limit, 1, 90, 0, [80], "Limit 1/1 Filled", 90 },
        { OrderType.Limit, 1, 110, 0, [], "Limit 1/1 Filled", 100 },
        { OrderType.Limit, -1, 110, 0, [109, 120], "Limit 1/1 Filled", 110 },
        { OrderType.PostOnly, 1, 90, 0, [85], "PostOnly 1/1 Filled", 90 },
        { OrderType.StopMarket, -1, 0, 90, [91], "StopMarket 0/1 Accepted", 0 },
        { OrderType.StopMarket, -1, 0, 90, [90], "StopMarket 0/1 Triggered; Market 1/1 Filled", 90 },
        { OrderType.StopMarket, -1, 0, 90, [85], "StopMarket 0/1 Triggered; Market 1/1 Filled", 85 },
        { OrderType.StopMarket, 1, 0, 110, [112], "StopMarket 0/1 Triggered; Market 1/1 Filled", 112 },
        { OrderType.TakeProfitMarket, -1, 0, 110, [111], "TakeProfitMarket 0/1 Triggered; Market 1/1 Filled", 111 },
        { OrderType.TakeProfitMarket, 1, 0, 90, [89], "TakeProfitMarket 0/1 Triggered; Market 1/1 Filled", 89 },
        { OrderType.StopLimit, -1, 89, 90, [85], "StopLimit 0/1 Triggered; Limit 0/1 Accepted", 0 },
        { OrderType.StopLimit, -1, 89, 90, [90], "StopLimit 0/1 Triggered; Limit 1/1 Filled", 90 },
        { OrderType.StopLimit, -1, 89, 90, [85, 89], "StopLimit 0/1 Triggered; Limit 1/1 Filled", 89 },
        { OrderType.TakeProfitLimit, -1, 109, 110, [110], "TakeProfitLimit 0/1 Triggered; Limit 1/1 Filled", 110 },
        { OrderType.TrailingStopMarket, -1, 0, 95, [110, 106], "TrailingStopMarket 0/1 Accepted", 0 },
        {
            OrderType.TrailingStopMarket, -1, 0, 95, [110, 106, 105],
            "TrailingStopMarket 0/1 Triggered; Market 1/1 Filled", 105
        },
        {
            OrderType.TrailingStopMarket, 1, 0, 105, [90, 96],
            "TrailingStopMarket 0/1 Triggered; Market 1/1 Filled", 96
        },
    };

    [Theory, MemberData(nameof(Orders))]
    public async Task SetPrice_AnOrder_IsExecutedAsItsTypeSays(
        OrderType type, int quantity, double price, double trigger, double[] path, string state, double executedAt)
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", quantity, type, Price(price), Price(trigger)));
        desk.Move([.. path.Select(static p => (decimal)p)]);
        Assert.Equal(state, desk.State("a"));
        FillReport? fill = desk.Venue.FillsOf(VenueDesk.Main).SingleOrDefault();
        Assert.Equal((decimal)executedAt, fill?.Price ?? 0m);
        Assert.Equal(fill is null ? 0m : quantity, desk.Position);
    }

    private static decimal? Price(double value) => value == 0 ? null : (decimal)value;
}

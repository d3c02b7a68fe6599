using PositionRecovery.Redis.Tests;
using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>The process dies at points of a recovery over HTTP, before and after each effect; the next recoveries come
/// to the same end, judged by the exchange's ledger.</summary>
internal sealed class Deaths
{
    private int _kills;
    private int _late;
    private int _orders;

    public static TheoryData<string> Scenarios => ["missing exits", "grown", "closed", "flipped", "manual"];

    /// <param name="scenario">What is to be recovered.</param>
    /// <param name="stride">At every so many points it dies, and at those around an order in any case.</param>
    /// <param name="redis">Where the books are; <c>null</c> for a database on disk.</param>
    /// <returns>What was done, in figures.</returns>
    public static async Task<string> DieAsync(string scenario, int stride, RedisServer? redis)
    {
        var deaths = new Deaths();
        int points = await deaths.DieEverywhereAsync(scenario, stride, redis);
        return $"{scenario}: {points} points, {deaths._kills} deaths ({deaths._late} with a request that arrived later), "
            + $"{deaths._orders} orders in the ledgers, none twice";
    }

    private async Task<int> DieEverywhereAsync(string scenario, int stride, RedisServer? redis)
    {
        IReadOnlyList<string> points = await RunAsync(scenario, redis, null, isDelivered: false);
        Assert.InRange(points.Count, 30, 400);
        for (int point = 1; point <= points.Count; point++)
        {
            bool isOrder = points[point - 1].Contains("submit", StringComparison.Ordinal)
                || points[point - 1].Contains("cancel", StringComparison.Ordinal);
            if (isOrder || point % stride == scenario.Length % stride)
            {
                await RunAsync(scenario, redis, point, isDelivered: false);
            }

            if (isOrder)
            {
                await RunAsync(scenario, redis, point, isDelivered: true);
            }
        }

        return points.Count;
    }

    /// <param name="scenario">What is to be recovered.</param>
    /// <param name="redis">Where the books are; <c>null</c> for a database on disk.</param>
    /// <param name="point">Where the process dies; <c>null</c> when it does not.</param>
    /// <param name="isDelivered">Whether a request that was on its way when it died arrives after the next start.</param>
    private async Task<IReadOnlyList<string>> RunAsync(
        string scenario, RedisServer? redis, int? point, bool isDelivered)
    {
        await using Market market = await Market.OpenAsync(redis);
        await ArrangeAsync(market, scenario);
        var life = new CrashSwitch(point);
        Engine mortal = market.NewEngine(life);
        await Task.WhenAny(mortal.StartAsync(), life.Died);
        IReadOnlyList<string> points = life.Points;
        life.Kill();
        string where = $"{scenario}, point {point}: {(point is { } p && p <= points.Count ? points[p - 1] : "none")}";
        Engine next = await Settling.SettleAsync(
            market, () => market.NewEngine(), isDelivered ? life : null, where);
        Settling.Holds(market, next, where);
        StateVerification proof = await new StateReader(market.OpenStore(), market.Trader, null)
            .VerifyAsync(null, CancellationToken.None);
        Assert.True(proof.Journal.IsIntact && proof.Differences.Count == 0, where);
        await next.Coordinator.StopAsync(CancellationToken.None);
        Assert.Equal(0, market.Server.IgnoredLimits);
        _kills += point is null ? 0 : 1;
        _late += isDelivered ? 1 : 0;
        _orders += market.Venue.AcceptedOrders.Count;
        return points;
    }

    private static async Task ArrangeAsync(Market market, string scenario)
    {
        Engine before = market.NewEngine();
        await before.StartAsync();
        Assert.Equal(
            SubmitStatus.Accepted, (await before.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m)).Status);
        if (scenario != "missing exits")
        {
            await before.Coordinator.ReconcileAsync(ReconcileScope.Everything, CancellationToken.None);
        }

        if (scenario == "grown")
        {
            await before.TradeAsync("o-2", Market.Btc.Id, OrderSide.Buy, 0.5m);
        }

        before.Kill();
        market.Clock.Skip(Market.LongAfter);
        switch (scenario)
        {
            case "closed":
                market.Venue.SetPrice(Market.Btc.Id, 56_000m);
                break;
            case "flipped":
                market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 0.4m);
                break;
            case "manual":
                market.Venue.PlaceManually(Market.Account, Market.Eth.Id, OrderSide.Sell, 3m);
                break;
            default:
                break;
        }
    }
}

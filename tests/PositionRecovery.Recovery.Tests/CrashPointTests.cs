using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>The process dies at every point of a recovery, one after the other, before and after each effect. The next
/// recoveries must come to the same end, judged by the venue's ledger.</summary>
public sealed class CrashPointTests
{
    public static TheoryData<string> Scenarios => ["missing exits", "grown", "closed", "flipped", "manual"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Start_DiesAtEveryPoint_NextOnesEndRight(string scenario)
    {
        int points = await RunAsync(scenario, null);
        Assert.InRange(points, 40, 400);
        for (int point = 1; point <= points; point++)
        {
            await RunAsync(scenario, point, isDelivered: false);
            await RunAsync(scenario, point, isDelivered: true);
        }
    }

    /// <param name="scenario">What is to be recovered.</param>
    /// <param name="point">Where the process dies; <c>null</c> when it does not.</param>
    /// <param name="isDelivered">Whether a request that was on its way when it died arrives after the next start.</param>
    private static async Task<int> RunAsync(string scenario, int? point, bool isDelivered = false)
    {
        await using var market = new Market();
        await using var store = new InMemoryPositionStore();
        await ArrangeAsync(market, store, scenario);
        var life = new CrashSwitch(point);
        Engine mortal = market.NewEngine(Strategy(), life: life, store: store);
        Task<RecoveryReport> starting = mortal.StartAsync();
        await Task.WhenAny(starting, life.Died);
        int points = life.Points.Count;
        life.Kill();

        string where = $"{scenario}, point {point}: {(point is { } p && p <= points ? life.Points[p - 1] : "none")}";
        Engine next = await Settling.SettleAsync(
            market, () => market.NewEngine(Strategy(), store: store), isDelivered ? life : null, where);
        Truth.Holds(market, next, where);
        StateVerification proof = await new StateReader(store, new("desk-7"), null)
            .VerifyAsync(null, CancellationToken.None);
        Assert.True(proof.Journal.IsIntact && proof.Differences.Count == 0, where);
        await next.StopAsync();
        return points;
    }

    private static TrendStrategy Strategy() => new(TrendStrategy.Name, [], new ExternalClaim
    {
        Account = Market.Account, Instrument = Market.Eth.Id,
    });

    private static async Task ArrangeAsync(Market market, InMemoryPositionStore store, string scenario)
    {
        Engine before = market.NewEngine(Strategy(), store: store);
        await before.StartAsync();
        await before.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        if (scenario != "missing exits")
        {
            await before.Coordinator.ReconcileAsync(ReconcileScope.Everything, CancellationToken.None);
        }

        if (scenario == "grown")
        {
            await before.TradeAsync("o-2", Market.Btc.Id, OrderSide.Buy, 0.5m, isTold: false);
        }

        before.Kill();
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

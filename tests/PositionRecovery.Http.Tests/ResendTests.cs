using PositionRecovery.Exchange;

namespace PositionRecovery.Http.Tests;

/// <summary>Orders whose outcome nobody tells: what was taken is never sent again, what never arrived is sent once
/// more, as the next attempt, when that is proven. Judged by the exchange's ledger.</summary>
public sealed class ResendTests
{
    /// <summary>Faults of the call that places a stop or a take-profit.</summary>
    public static TheoryData<HttpFaultKind> Taken =>
        [HttpFaultKind.HangAfter, HttpFaultKind.BreakAfter, HttpFaultKind.ErrorAfter, HttpFaultKind.CutBody];

    /// <inheritdoc cref="Taken"/>
    public static TheoryData<HttpFaultKind> Lost =>
        [HttpFaultKind.HangBefore, HttpFaultKind.BreakBefore, HttpFaultKind.ErrorBefore];

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Start_AnExitWasTakenAndNobodyWasTold_ThereIsOneOfIt(HttpFaultKind kind)
    {
        await using Market market = await Market.OpenAsync();
        await ProtectAsync(market, kind);

        Engine settled = await Settling.SettleAsync(market, () => market.NewEngine(), null, $"{kind}");
        Settling.Holds(market, settled, $"{kind}");
        Assert.Equal(2, await SentAsync(market));
        Assert.Equal(2, market.Exits.Length);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Start_AnExitNeverArrived_IsSentOnceMoreAsTheNextAttempt(HttpFaultKind kind)
    {
        await using Market market = await Market.OpenAsync();
        RecoveryReport report = await ProtectAsync(market, kind);

        ClientOrderId lost = Assert.Single(report.Exits, static e => e.Outcome == ExitOutcome.Pending).Order!.Value;
        Assert.Single(market.Exits);
        Assert.DoesNotContain(market.Exits, o => o.Id == lost);
        Engine settled = await Settling.SettleAsync(market, () => market.NewEngine(), null, $"{kind}");
        Settling.Holds(market, settled, $"{kind}");
        Assert.Equal(2, market.Exits.Length);
        Assert.DoesNotContain(market.Exits, o => o.Id == lost);
        ExitReport again = Assert.Single(settled.Coordinator.LastReport!.Exits, static e => e.Outcome == ExitOutcome.Placed);
        Assert.Contains("Attempt 1 is Rejected", again.Explanation, StringComparison.Ordinal);
        Assert.Equal(3, await SentAsync(market));
        OrderSnapshot given = settled.Coordinator.State.FindOrder(lost)!;
        Assert.Equal((OrderStatus.Rejected, true), (given.Status, given.IsInferredTerminal));
    }

    /// <summary>Until the request cannot arrive any more, that it is not there is no proof.</summary>
    [Fact]
    public async Task Start_TheLostRequestCouldStillArrive_NothingIsSentAgain()
    {
        await using Market market = await Market.OpenAsync();
        await ProtectAsync(market, HttpFaultKind.BreakBefore);

        Engine early = market.NewEngine();
        RecoveryReport report = await early.StartAsync();

        Assert.Equal((2, 1), (await SentAsync(market), market.Exits.Length));
        Assert.Single(report.Exits, static e => e.Outcome == ExitOutcome.Pending);
    }

    [Theory]
    [InlineData(HttpFaultKind.BreakAfter, 1)]
    [InlineData(HttpFaultKind.BreakBefore, 0)]
    public async Task Start_AnEntryWhoseOutcomeNobodyTold_IsNeverSentAgain(HttpFaultKind kind, int held)
    {
        await using Market market = await Market.OpenAsync();
        Engine engine = market.NewEngine();
        await engine.StartAsync();
        market.Server.Control.Plant(new HttpFault { Kind = kind, Method = "POST", Path = "/fapi/v1/order" });
        SubmitResult sent = await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        Assert.Equal(SubmitStatus.Unknown, sent.Status);
        engine.Kill();

        Engine settled = await Settling.SettleAsync(market, () => market.NewEngine(), null, $"{kind}");

        Settling.Holds(market, settled, $"{kind}");
        Assert.Equal(held, settled.QuantityOf(Market.Btc.Id) ?? 0m);
        OrderSnapshot known = settled.Coordinator.State.FindOrder(new("o-1"))!;
        Assert.Equal(
            held == 0 ? (OrderStatus.Rejected, true) : (OrderStatus.Filled, false), (known.Status, known.IsInferredTerminal));
        Assert.Equal(held, market.Venue.AcceptedOrders.Count(static o => o.Id.Value == "o-1"));
        await market.Server.Control.QuietAsync();
        Assert.Single(market.Server.Requests, static r => r is { Method: "POST", Path: "/fapi/v1/order" });
    }

    /// <summary>A position is bought, and the engine that is to protect it is not told what came of its first exit.
    /// </summary>
    private static async Task<RecoveryReport> ProtectAsync(Market market, HttpFaultKind kind)
    {
        Engine before = market.NewEngine();
        await before.StartAsync();
        await before.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        before.Kill();
        market.Clock.Skip(Market.LongAfter);
        market.Server.Control.Plant(new HttpFault { Kind = kind, Method = "POST", Path = "/fapi/v1/algoOrder" });
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        engine.Kill();
        return report;
    }

    /// <summary>How many stops and take-profits were sent, those that nobody waits for any more among them.</summary>
    private static async Task<int> SentAsync(Market market)
    {
        await market.Server.Control.QuietAsync();
        return market.Server.Requests.Count(static r => r is { Method: "POST", Path: "/fapi/v1/algoOrder" });
    }
}

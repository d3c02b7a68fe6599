using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Starts that do less than all: dry runs, books only, no recovery, and plans that wait for approval.</summary>
public sealed class ModeTests
{
    [Fact]
    public async Task Start_DryRun_SaysAllAndChangesNothing()
    {
        await using var market = new Market();
        await MovedAsync(market);
        IReadOnlyList<JournalEntry> before = await market.JournalAsync();
        int sent = market.Venue.SubmitAttempts.Count;
        RecoveryOptions options = Market.Options();
        options.DryRun = true;
        var store = new FaultyPositionStore(market.OpenStore());
        Engine engine = market.NewEngine(options: options, store: store);

        RecoveryReport report = await engine.StartAsync();
        Assert.Equal(RecoveryOutcome.Planned, report.Outcome);
        Assert.Contains(report.Plan!.Diff, static d => d.Kind == DiscrepancyKind.MissedFill);
        Assert.NotEmpty(report.Plan.Events);
        Assert.Equal((0, 0), (store.CountOf(StoreCall.Open), store.CountOf(StoreCall.Commit)));
        Assert.Equal(before, await market.JournalAsync());
        Assert.Equal(sent, market.Venue.SubmitAttempts.Count);
        Assert.False(market.Venue.Calls.ContainsKey(VenueCallKind.Cancel));
        Assert.Empty(engine.Strategy.Recovered);
        Assert.All(
            new[] { OrderAction.Enter, OrderAction.Exit, OrderAction.Cancel },
            a => Assert.False(engine.Coordinator.Gate(Market.Btc.Id, a).IsOpen));
    }

    [Fact]
    public async Task Start_DryRunThenForReal_DoesWhatTheDryRunSaid()
    {
        await using var market = new Market();
        await MovedAsync(market);
        RecoveryOptions options = Market.Options();
        options.DryRun = true;
        RecoveryReport said = await market.NewEngine(options: options).StartAsync();
        Engine engine = market.NewEngine();
        RecoveryReport done = await engine.StartAsync();
        done.IsReady();
        Assert.Equal(said.Plan!.Diff.Select(static d => d.Explanation), done.Plan!.Diff.Select(static d => d.Explanation));
        Truth.Holds(market, engine);
    }

    [Fact]
    public async Task Start_ReconcileOnly_MakesTheBooksRightAndSendsNothing()
    {
        await using var market = new Market();
        await MovedAsync(market);
        int sent = market.Venue.SubmitAttempts.Count;
        RecoveryOptions options = Market.Options();
        options.ReconcileOnly = true;
        Engine engine = market.NewEngine(
            options: options, venues: [new VenuePorts { Reports = market.Venue }]);

        RecoveryReport report = await engine.StartAsync();
        Assert.Equal(RecoveryOutcome.Reconciled, report.Outcome);
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Assert.Equal(2m, engine.QuantityOf(Market.Btc.Id));
        Assert.Equal(sent, market.Venue.SubmitAttempts.Count);
        Assert.NotEmpty(report.Unprotected);
        Assert.All(
            new[] { OrderAction.Enter, OrderAction.Exit },
            a => Assert.Equal(GateReason.NotReady, engine.Coordinator.Gate(Market.Btc.Id, a).Reason));
        await engine.StopAsync();

        Engine later = market.NewEngine();
        RecoveryReport after = await later.StartAsync();
        after.IsReady();
        Assert.Empty(after.Plan!.Diff);
        Truth.Holds(market, later);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_RecoveryIsSwitchedOff_AsksNobodyAndOpensOnlyWhenToldSo(bool isTrading)
    {
        await using var market = new Market();
        await MovedAsync(market);
        int asked = market.Venue.Calls.Values.Sum();
        RecoveryOptions options = Market.Options();
        options.RecoveryEnabled = false;
        options.TradeWithoutRecovery = isTrading;
        Engine engine = market.NewEngine(options: options);

        RecoveryReport report = await engine.StartAsync();
        Assert.Equal(RecoveryOutcome.Disabled, report.Outcome);
        Assert.Equal(asked, market.Venue.Calls.Values.Sum());
        Assert.NotEmpty(report.Problems);
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id));
        Assert.Equal(isTrading, engine.Coordinator.Gate(Market.Btc.Id).IsOpen);
        Assert.Equal(isTrading, (await engine.TradeAsync("n-1", Market.Eth.Id, OrderSide.Buy, 1m)).IsGranted);
    }

    [Fact]
    public async Task Apply_PreparedAndNothingMoved_AppliesThatPlan()
    {
        await using var market = new Market();
        await MovedAsync(market);
        Engine engine = market.NewEngine();
        PreparedRecovery prepared = await engine.Coordinator.PrepareAsync();
        Assert.NotEmpty(prepared.Plan.Events);
        RecoveryReport report = await engine.Coordinator.ApplyAsync(prepared);
        report.IsReady();
        Assert.Equal(prepared.Plan.Id, report.Plan!.Id);
        Truth.Holds(market, engine);
    }

    [Fact]
    public async Task Apply_TheWorldMovedSince_IsRefusedUntilTheNewPlanIsApproved()
    {
        await using var market = new Market();
        await MovedAsync(market);
        Engine engine = market.NewEngine();
        PreparedRecovery prepared = await engine.Coordinator.PrepareAsync();
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 0.5m);
        int sent = market.Venue.SubmitAttempts.Count;

        RecoveryReport refused = await engine.Coordinator.ApplyAsync(prepared);
        Assert.Equal(RecoveryOutcome.Refused, refused.Outcome);
        Assert.NotEqual(prepared.Plan.Id, refused.Plan!.Id);
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id));
        Assert.Equal(sent, market.Venue.SubmitAttempts.Count);
        Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);

        RecoveryReport applied = await engine.Coordinator.ApplyAsync(await engine.Coordinator.PrepareAsync());
        applied.IsReady();
        Assert.Equal(1.5m, engine.QuantityOf(Market.Btc.Id));
        Truth.Holds(market, engine);
    }

    [Fact]
    public async Task Prepare_WhileAnotherEngineOwnsTheTrader_WritesNothing()
    {
        await using var market = new Market();
        Engine owner = market.NewEngine();
        await owner.StartAsync();
        await owner.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        Engine viewer = market.NewEngine();
        PreparedRecovery prepared = await viewer.Coordinator.PrepareAsync();
        Assert.Equal(1m, prepared.Plan.Projected.Positions.Single(static p => p.Quantity != 0m).Quantity);
        Assert.True((await owner.TradeAsync("o-2", Market.Btc.Id, OrderSide.Buy, 1m)).IsGranted);
    }

    [Fact]
    public async Task Save_OfAReport_CanBeReadAndGivesTheSamePlan()
    {
        await using var market = new Market();
        await MovedAsync(market);
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        using var file = new MemoryStream();
        await report.SaveAsync(file);
        IncidentBundle incident = SnapshotJson.ReadIncident(file.ToArray(), "incident.json");
        ReconciliationPlan again = Reconciler.Reconcile(
            incident.Cached, incident.Venue, incident.Options, incident.Now);
        Assert.Equal(report.Plan!.Id, again.Id);
        Assert.Equal(report.Plan.Id, incident.Plan);
        Assert.Equal(SnapshotJson.Write(report.Plan), SnapshotJson.Write(again));
    }

    /// <summary>An engine with 1 BTC and exits died, and its order for 1 more was executed.</summary>
    private static async Task MovedAsync(Market market)
    {
        await RestartTests.LiveAsync(market);
        market.Venue.SetPrice(Market.Btc.Id, 48_900m);
    }
}

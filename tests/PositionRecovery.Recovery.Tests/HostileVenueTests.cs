using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Venues that answer slowly, in part, late, twice, or wrongly. What is called verified is true, and what is
/// not proven may not be traded.</summary>
public sealed class HostileVenueTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(800);

    public static TheoryData<VenueFaultKind, VenueCallKind> Faults
    {
        get
        {
            var faults = new TheoryData<VenueFaultKind, VenueCallKind>();
            foreach (VenueCallKind call in (VenueCallKind[])
                [
                    VenueCallKind.Positions, VenueCallKind.OpenOrders, VenueCallKind.OrderHistory, VenueCallKind.Order,
                    VenueCallKind.Fills, VenueCallKind.Balances, VenueCallKind.Account, VenueCallKind.Marks,
                ])
            {
                foreach (VenueFaultKind kind in (VenueFaultKind[])
                    [
                        VenueFaultKind.Delay, VenueFaultKind.CutPage, VenueFaultKind.WrongRows, VenueFaultKind.Duplicate,
                        VenueFaultKind.Reorder, VenueFaultKind.Lag, VenueFaultKind.TimeOutAfter,
                    ])
                {
                    faults.Add(kind, call);
                }
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Start_OneEndpointMisbehaves_NothingWrongIsVerifiedAndTheTruthIsFoundLater(
        VenueFaultKind kind, VenueCallKind call)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        await LiveAsync(market, clock);
        clock.Advance(TimeSpan.FromMinutes(10));
        market.Venue.SetPrice(Market.Btc.Id, 48_900m);
        market.Venue.PlaceManually(Market.Account, Market.Eth.Id, OrderSide.Buy, 3m);
        market.Venue.FillPartly(new("o-4"), 0.5m);
        market.Venue.Plant(new VenueFault
        {
            Kind = kind, Call = call, Times = null, Time = kind == VenueFaultKind.Lag ? Lag : TimeSpan.FromSeconds(1),
        });
        RecoveryOptions options = Desk.PatientOptions();
        options.State.LeaseTime = TimeSpan.FromHours(1);
        options.Policy.AbsenceQuietPeriod = TimeSpan.FromSeconds(1);
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        foreach (InstrumentVerdict verdict in report.Verdicts.Where(static v => !v.IsPending && !v.IsWithheld
            && v.Verdict is Verdict.Verified or Verdict.Repaired or Verdict.Estimated))
        {
            decimal there = market.Venue.QuantityOf(new(verdict.Account, verdict.Instrument, verdict.Side));
            decimal here = report.Plan!.Projected.AccountBooks.FirstOrDefault(b => b.Key.Instrument == verdict.Instrument)
                ?.Quantity ?? 0m;
            Assert.True(there == here, $"{verdict.Verdict} {verdict.Instrument} {here}, is {there}\n{report.Words()}");
        }

        ExitsAreNotTooMuch(market);
        market.Venue.Heal();
        clock.Advance(TimeSpan.FromMinutes(5));
        RecoveryReport later = await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything));
        Assert.True(later.Outcome == RecoveryOutcome.Ready, report.Words() + "\nlater\n" + later.Words());
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
        Assert.True(engine.Gate(Market.Btc.Id).IsOpen);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Theory]
    [InlineData(VenueFaultKind.TooManyRequests, 3)]
    [InlineData(VenueFaultKind.TooManyRequests, 300)]
    [InlineData(VenueFaultKind.Ban, 3)]
    [InlineData(VenueFaultKind.Ban, 300)]
    public async Task Start_VenueAsksToBeLeftAlone_IsLeftAlone(VenueFaultKind kind, int seconds)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        await LiveAsync(market, clock);
        market.Venue.SetPrice(Market.Btc.Id, 48_900m);
        market.Venue.Plant(new VenueFault
        {
            Kind = kind, Call = VenueCallKind.OpenOrders, Time = TimeSpan.FromSeconds(seconds),
        });
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()], Desk.PatientOptions(), clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        Assert.Equal((0, 0), (market.Venue.CallsDuringBan, market.Venue.CallsBeforeRetry));
        if (seconds < 30)
        {
            report.IsReady();
        }
        else
        {
            Assert.Equal(RecoveryOutcome.Degraded, report.Outcome);
            Assert.False(engine.Gate(Market.Btc.Id).IsOpen);
            clock.Advance(TimeSpan.FromSeconds(seconds));
            (await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        }

        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
        Assert.Equal((0, 0), (market.Venue.CallsDuringBan, market.Venue.CallsBeforeRetry));
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Check_VenueBans_NobodyCallsWhileItLasts()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryOptions options = Desk.CheckingOptions();
        options.State.LeaseTime = TimeSpan.FromHours(1);
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m), isTold: false));
        market.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.Ban, Call = VenueCallKind.OpenOrders, Time = TimeSpan.FromMinutes(2),
        });
        await clock.DriveForAsync(TimeSpan.FromMinutes(1.5));
        Assert.Equal(0, market.Venue.CallsDuringBan);
        await clock.DriveUntilAsync(
            () => engine.QuantityOf(Market.Btc.Id) == 1m && market.Exits.Count() == 2, "the execution is found",
            engine);
        Assert.Equal(0, market.Venue.CallsDuringBan);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Start_KeysLeadToAnotherAccount_NothingIsConcludedFromIt()
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        market.Venue.SetIdentity(Market.Account, "somebody-else");
        market.Venue.Plant(new VenueFault { Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Positions, Times = null });
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id));
        Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen, report.Words());
        Assert.Equal(2, market.Exits.Count());
    }

    /// <summary>1 BTC with exits, orders to buy 1 BTC and 1 ETH, and a clean end.</summary>
    private static async Task LiveAsync(Market market, FakeTimeProvider clock)
    {
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        await clock.DriveAsync(engine.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m)));
        (await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-3", Market.Btc.Id, OrderSide.Buy, 1m, limit: 49_000m)));
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-4", Market.Eth.Id, OrderSide.Buy, 1m, limit: 1_900m)));
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    /// <summary>Whatever was believed: all stops together, and all targets together, close no more than there is, and
    /// nothing was sent twice.</summary>
    private static void ExitsAreNotTooMuch(Market market)
    {
        foreach (var exits in market.Venue.OpenOrdersOf(Market.Account).Where(Ledger.IsExit)
            .GroupBy(static o => (o.Instrument, o.Type)))
        {
            decimal held = Math.Abs(market.Venue.QuantityOf(
                new(Market.Account, exits.Key.Instrument, PositionSide.Net)));
            Assert.InRange(exits.Sum(static o => o.Quantity - (o.Filled ?? 0m)) ?? 0m, 0m, held);
        }

        Assert.All(market.Venue.AcceptedOrders, static o => Assert.Equal(1, o.Occurrence));
    }
}

using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

public sealed class ConformanceTests
{
    private static readonly Dictionary<string, Func<SimulatedVenueSetup, SimulatedVenueSetup>> Venues = new()
    {
        ["queryable"] = static s => s,
        ["idempotent"] = static s => s with { SubmitGuarantee = SubmitGuarantee.Idempotent, ClockOffset = -TimeSpan.FromHours(1) },
        ["neither"] = static s => s with
        {
            SubmitGuarantee = SubmitGuarantee.Neither,
            SupportsOneCancelsOther = false,
            SupportsReduceOnly = false,
        },
        ["forgetful"] = static s => s with
        {
            HistoryRetention = TimeSpan.FromDays(1),
            FillsByInstrumentOnly = true,
            OrderHistoryByInstrumentOnly = true,
            SeparatesConditionalOrders = false,
            FeeRate = 0.001m,
        },
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string name in SuiteOf(static () => new SimulatedVenueFixture()).CaseNames)
            {
                foreach (string venue in Venues.Keys)
                {
                    data.Add(venue, name);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Holds(string venue, string name)
    {
        VenueConformanceResult result = await SuiteOf(() => new SimulatedVenueFixture(Venues[venue]))
            .RunAsync(name, CancellationToken.None);
        Assert.Equal(ConformanceOutcome.Holds, result.Outcome);
    }

    /// <summary>A venue that does this all the time is caught by this case.</summary>
    public static TheoryData<VenueFaultKind, string> Broken => new()
    {
        { VenueFaultKind.Fail, "positions.shown" },
        { VenueFaultKind.AnswerFailed, "positions.shown" },
        { VenueFaultKind.Unsupported, "positions.flat" },
        { VenueFaultKind.Reject, "submit.as-it-is" },
        { VenueFaultKind.HangBefore, "positions.shown" },
        { VenueFaultKind.HangAfter, "submit.as-it-is" },
        { VenueFaultKind.TimeOutBefore, "submit.as-it-is" },
        { VenueFaultKind.TimeOutAfter, "order.not-found" },
        { VenueFaultKind.AcceptLate, "submit.as-it-is" },
        { VenueFaultKind.Lag, "marks.shown" },
        { VenueFaultKind.CutPage, "orders.both-services" },
        { VenueFaultKind.ShortPages, "fills.keys" },
        { VenueFaultKind.Duplicate, "positions.shown" },
        { VenueFaultKind.Reorder, "bars.order" },
        { VenueFaultKind.Withhold, "orders.both-services" },
        { VenueFaultKind.WrongRows, "orders.filled" },
        { VenueFaultKind.TooManyRequests, "account.identity" },
        { VenueFaultKind.Ban, "account.identity" },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task RunAsync_AVenueWithThisFault_IsCaught(VenueFaultKind kind, string name)
    {
        ConformanceException error = await Assert.ThrowsAsync<ConformanceException>(
            () => SuiteWith(kind).RunAsync(name, CancellationToken.None));
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VenueFaultKind.Delay)]
    [InlineData(VenueFaultKind.DelayAnswer)]
    [InlineData(VenueFaultKind.Reorder, "bars.order")]
    public async Task RunAsync_AVenueWithAHarmlessFault_HoldsTheRest(VenueFaultKind kind, string? except = null)
    {
        VenueConformance suite = SuiteWith(kind, TimeSpan.Zero);
        foreach (string name in suite.CaseNames.Where(n => n != except))
        {
            Assert.Equal(ConformanceOutcome.Holds, (await suite.RunAsync(name, CancellationToken.None)).Outcome);
        }
    }

    [Fact]
    public async Task RunAsync_AnswersThatWithholdRows_AreCaughtWhereverRowsAreDemanded()
    {
        VenueConformance suite = SuiteWith(VenueFaultKind.Withhold);
        List<string> caught = [];
        foreach (string name in suite.CaseNames)
        {
            try
            {
                await suite.RunAsync(name, CancellationToken.None);
            }
            catch (ConformanceException)
            {
                caught.Add(name);
            }
        }

        string[] demanding =
        [
            "positions.shown", "positions.one-instrument", "positions.legs", "account.identity", "balances.shown",
            "marks.shown", "instruments.shown", "orders.both-services", "orders.filled", "orders.triggers",
            "order.by-id", "order.ended", "order.triggered", "order-history.ended", "orders.forced", "fills.keys",
            "fills.whole", "fills.since", "fills.many", "cash-flows.shown", "trouble.cut", "trouble.repeated",
            "trouble.short-pages", "trouble.stale", "trouble.unknown-word", "submit.late", "submit.same-id", "query.at-once",
        ];
        Assert.Empty(demanding.Except(caught));
    }

    [Fact]
    public async Task RunAsync_AListedDeviation_IsReportedWithItsReason()
    {
        VenueConformance suite = new(new VenueConformanceSetup
        {
            CreateFixture = static () => Faulty(VenueFaultKind.Withhold, TimeSpan.Zero),
            Deviations = { ["marks.shown"] = "the venue has no prices" },
        });
        VenueConformanceResult result = await suite.RunAsync("marks.shown", CancellationToken.None);
        Assert.Equal((ConformanceOutcome.Deviates, "the venue has no prices"), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task RunAsync_AListedDeviationThatHolds_IsAnError()
    {
        VenueConformance suite = new(new VenueConformanceSetup
        {
            CreateFixture = static () => new SimulatedVenueFixture(),
            Deviations = { ["marks.shown"] = "the venue has no prices" },
        });
        await Assert.ThrowsAsync<ConformanceException>(() => suite.RunAsync("marks.shown", CancellationToken.None));
    }

    [Fact]
    public void New_ADeviationThatIsNoCase_IsRefused() => Assert.Throws<ArgumentException>(
        () => new VenueConformance(new VenueConformanceSetup
        {
            CreateFixture = static () => new SimulatedVenueFixture(), Deviations = { ["no.case"] = "because" },
        }));

    [Fact]
    public void CaseNames_EachOnce_SaysWhatItDemands()
    {
        IReadOnlyList<string> names = SuiteOf(static () => new SimulatedVenueFixture()).CaseNames;
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, static n => Assert.EndsWith(".", VenueConformance.Describe(n), StringComparison.Ordinal));
    }

    private static VenueConformance SuiteOf(Func<VenueFixture> fixture) => new(new() { CreateFixture = fixture });

    private static VenueConformance SuiteWith(VenueFaultKind kind, TimeSpan? time = null) => new(new()
    {
        CreateFixture = () => Faulty(kind, time ?? TimeSpan.FromSeconds(30)),
        CaseTimeout = kind is VenueFaultKind.HangBefore or VenueFaultKind.HangAfter
            ? TimeSpan.FromMilliseconds(50)
            : TimeSpan.FromMinutes(1),
    });

    private static SimulatedVenueFixture Faulty(VenueFaultKind kind, TimeSpan time) =>
        new(fault: new VenueFault { Kind = kind, Time = time, Times = null });
}

using PositionRecovery.Testing;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Recovery.Reading;

public sealed class VenueAskerTests
{
    private static readonly PositionsQuery Query = new() { Account = Main };
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new();
    private readonly PaperVenue _venue;

    public VenueAskerTests() => _venue = new PaperVenue(_clock, Main, Second);

    [Fact]
    public void AskAsync_TransientFailures_TriesAgainAfterGrowingWaits()
    {
        List<TimeSpan> at = [];
        _venue.Does = (_, before) =>
        {
            at.Add(_clock.Elapsed);
            return before < 2 ? throw new VenueException("busy", isTransient: true) : null;
        };
        VenueAsker asker = Asker(jitter: static () => 1.0);

        VenueAnswer answer = Ask(asker, Query);

        Assert.True(answer.Coverage.IsComplete);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(600)], at);
        Assert.Equal((1, 0, 3, 2), (asker.Asked, asker.Failed, asker.Requests, asker.Retried));
    }

    [Fact]
    public void AskAsync_WithoutJitterOfTheHost_WaitsTheSameInEveryRunAndNotTheSameForEveryQuery()
    {
        Assert.Equal(WaitOf(Query), WaitOf(Query));
        Assert.NotEqual(WaitOf(Query), WaitOf(new BalancesQuery { Account = Main }));
        Assert.InRange(WaitOf(Query), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void AskAsync_FailureThatIsNotTransient_IsToldAtOnce()
    {
        _venue.Does = (_, _) => throw new VenueException("no permission");

        VenueAnswer answer = Ask(Asker(), Query);

        Assert.Equal((CoverageStatus.Failed, "no permission"), (answer.Coverage.Status, answer.Coverage.Reason));
        Assert.Single(_venue.Asked);
    }

    [Fact]
    public void AskAsync_NoAnswer_FailsAfterAllAttempts()
    {
        _venue.Does = static (_, _) => new TaskCompletionSource<VenueAnswer>().Task;

        VenueAnswer answer = Ask(Asker(jitter: static () => 0.0), Query);

        Assert.Equal("no answer within 00:00:05, tried 3 times", answer.Coverage.Reason);
        Assert.Equal(TimeSpan.FromMilliseconds(15_300), _clock.Elapsed);
    }

    [Fact]
    public void AskAsync_History_MayTakeLonger()
    {
        _venue.Does = (query, _) => AnswerAfter(TimeSpan.FromSeconds(12), query);

        Assert.True(Ask(Asker(), new FillsQuery { Account = Main, From = Start }).Coverage.IsComplete);
    }

    [Fact]
    public void AskAsync_ProviderThatIgnoresItsCancellation_IsGivenUp()
    {
        var deaf = new DeafVenue(_venue.Profile with { MaxParallelQueries = 1 });
        var asker = new VenueAsker(deaf, _clock, new ReadLimits { Attempts = 1 });

        VenueAnswer first = Ask(asker, Query);
        VenueAnswer second = Ask(asker, Query);

        Assert.Equal(CoverageStatus.Failed, first.Coverage.Status);
        Assert.Equal(CoverageStatus.Failed, second.Coverage.Status);
        Assert.Equal(2, deaf.Asked);
    }

    [Fact]
    public void AskAsync_VenueAsksToBeLeftAlone_AllItsAccountsWait()
    {
        List<(AccountId, TimeSpan)> at = [];
        _venue.Does = (query, _) =>
        {
            at.Add((query.Account, _clock.Elapsed));
            return at.Count == 1
                ? throw new VenueException("429", isTransient: true) { RetryAfter = TimeSpan.FromSeconds(7) }
                : null;
        };
        VenueAsker asker = Asker();

        VenueAnswer[] answers = Clockwork.Run(_clock, async () =>
        {
            Task<VenueAnswer> limited = asker.AskAsync(Query, default).AsTask();
            Assert.Equal(Start.AddSeconds(7), asker.PausedUntil);
            return await Task.WhenAll(limited, asker.AskAsync(Query with { Account = Second }, default).AsTask());
        });

        Assert.All(answers, static a => Assert.True(a.Coverage.IsComplete));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], at.Select(static a => a.Item2));
        Assert.Null(asker.PausedUntil);
    }

    [Fact]
    public void AskAsync_BanLongerThanIsWorthWaiting_FailsWithoutAnotherRequest()
    {
        _venue.Does = (_, _) =>
            throw new VenueException("418", isTransient: true) { RetryAfter = TimeSpan.FromMinutes(2) };
        VenueAsker asker = Asker();

        VenueAnswer[] answers = [Ask(asker, Query), Ask(asker, Query with { Account = Second })];

        Assert.All(answers, static a =>
            Assert.Equal("the venue asked to be left alone until 2026-01-01 00:02:00.000Z", a.Coverage.Reason));
        Assert.Single(_venue.Asked);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)] // the clock is put back meanwhile: not an hour longer
    public void AskAsync_NothingGetsThrough_LeavesTheVenueAloneForAWhile(int hours)
    {
        bool isUp = false;
        _venue.Does = (_, _) => isUp ? null : throw new VenueException("down", isTransient: true);
        VenueAsker asker = Asker();
        VenueAnswer[] answers = [.. Enumerable.Range(0, 6).Select(_ => Ask(asker, Query))];
        int asked = _venue.Asked.Count;
        Assert.True(asker.IsCircuitOpen);
        Assert.Contains("left alone for a while", answers[^1].Coverage.Reason, StringComparison.Ordinal);
        Assert.Equal(10, asked);

        isUp = true;
        _clock.StepWallClock(TimeSpan.FromHours(hours));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True(Ask(asker, Query).Coverage.IsComplete);
        Assert.False(asker.IsCircuitOpen);
    }

    [Fact]
    public void AskAsync_ManyAtOnce_StaysWithinWhatTheVenueBears()
    {
        _venue.Does = (query, _) => AnswerAfter(TimeSpan.FromMilliseconds(100), query);
        VenueAsker asker = Asker();

        VenueAnswer[] answers = Clockwork.Run(_clock, async () => await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => asker.AskAsync(Query, default).AsTask())));

        Assert.All(answers, static a => Assert.True(a.Coverage.IsComplete));
        Assert.Equal(4, _venue.MostAtOnce);
    }

    [Fact]
    public void AskAsync_CallerCancels_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        _venue.Does = (_, _) =>
        {
            cancellation.Cancel();
            return new TaskCompletionSource<VenueAnswer>().Task;
        };

        Assert.ThrowsAny<OperationCanceledException>(() => Clockwork.Run(
            _clock, () => Asker().AskAsync(Query, cancellation.Token)));
    }

    [Fact]
    public void AskAsync_ProviderHasABug_IsToldWithoutItsWords()
    {
        _venue.Does = (_, _) => throw new InvalidOperationException("https://venue/?signature=secret");

        VenueAnswer answer = Ask(Asker(), Query);

        Assert.Equal("the provider failed with InvalidOperationException", answer.Coverage.Reason);
    }

    [Fact]
    public void AskAsync_EndlessWordsOfAVenue_AreCutAndHaveNoLineBreaks()
    {
        _venue.Does = (_, _) => throw new VenueException(new string('x', 300) + "\r\n" + new string('y', 9_000));

        string reason = Ask(Asker(), Query).Coverage.Reason!;

        Assert.InRange(reason.Length, 300, 512);
        Assert.DoesNotContain(reason, char.IsControl);
    }

    public static TheoryData<string, Func<VenueQuery, VenueAnswer?>> Hostile => new()
    {
        { "it is null", _ => null },
        { "Query is", q => VenueAnswer.Complete(new PositionsQuery { Account = Second }, Start, []) },
        { "Account of a position is SIM:second", q => Complete(q, Position(Second, Perpetual)) },
        { "Instrument of a position is SIM:SOLUSDT", q => Complete(q, Position(Main, OtherPerpetual)) },
        { "Reports has 4 elements; at most 3", q => Complete(q, [.. Enumerable.Repeat(Position(Main, Perpetual), 4)]) },
        { "asOf is 2026-01-01 01:00:00.001Z", q => VenueAnswer.Complete(q, Start.AddMilliseconds(3_600_001), []) },
        { "from is", q => VenueAnswer.Partial(q, Start.AddSeconds(1), Start, [], "some") },
        { "At of the execution t1 is 2026-01-02", q => Complete(q, Fill(Start.AddDays(1))) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void AskAsync_AnswerThatCannotBeTrue_IsRefusedNamingFieldAndValue(
        string fault, Func<VenueQuery, VenueAnswer?> make)
    {
        _venue.Does = (query, _) => Task.FromResult(make(query)!);
        VenueAsker asker = new(_venue, _clock, new ReadLimits { MaxReports = 3 });

        VenueAnswer answer = Ask(asker, Query with { Instrument = Perpetual.Id });

        Assert.Equal(CoverageStatus.Failed, answer.Coverage.Status);
        Assert.StartsWith("the answer is not used: " + fault, answer.Coverage.Reason, StringComparison.Ordinal);
        Assert.Equal(1, asker.Failed);
    }

    [Fact]
    public void AskAsync_MoreCoverageThanWasAsked_IsRefused()
    {
        _venue.Does = (query, _) => Task.FromResult(
            VenueAnswer.Partial(query, DateTimeOffset.UnixEpoch, Start, [], "retention"));

        VenueAnswer answer = Ask(Asker(), new FillsQuery { Account = Main, From = Start.AddDays(-1) });

        Assert.Contains("before what was asked", answer.Coverage.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mine", null, true)]
    [InlineData("other", "V-other", false)]
    [InlineData("other", "V-mine", true)]
    public void AskAsync_AboutOneOrder_TakesOnlyThatOne(string client, string? replaced, bool isTaken)
    {
        OrderReport shown = Report(client, Buy, 1m) with
        {
            Replaces = replaced is null ? null : new(replaced),
            UpdatedAt = Start,
        };
        _venue.Does = (query, _) => Task.FromResult(Complete(query, shown));

        VenueAnswer answer = Ask(Asker(), new OrderQuery
        {
            Account = Main,
            Instrument = Perpetual.Id,
            ClientOrder = new("mine"),
            VenueOrder = VenueIdOf("mine"),
        });

        Assert.Equal(isTaken, answer.Coverage.IsComplete);
    }

    private static VenueAnswer Complete(VenueQuery query, params VenueReport[] reports) =>
        VenueAnswer.Complete(query, Start, reports);

    private static PositionReport Position(AccountId account, InstrumentDefinition instrument) =>
        new() { Account = account, Instrument = instrument.Id, Quantity = 1m };

    private static FillReport Fill(DateTimeOffset at) => new()
    {
        Account = Main, Instrument = Perpetual.Id, Trade = new("t1"), Side = Buy, Quantity = 1m, Price = 1m, At = at,
    };

    private VenueAsker Asker(Func<double>? jitter = null) => new(_venue, _clock, null, jitter);

    private VenueAnswer Ask(VenueAsker asker, VenueQuery query) =>
        Clockwork.Run(_clock, () => asker.AskAsync(query, CancellationToken.None));

    private async Task<VenueAnswer> AnswerAfter(TimeSpan span, VenueQuery query)
    {
        await Task.Delay(span, _clock).ConfigureAwait(false);
        return _venue.Answer(query);
    }

    private static TimeSpan WaitOf(VenueQuery query)
    {
        var clock = new FakeTimeProvider();
        var venue = new PaperVenue(clock, Main)
        {
            Does = static (_, before) => before == 0 ? throw new VenueException("busy", isTransient: true) : null,
        };
        Clockwork.Run(clock, () => new VenueAsker(venue, clock).AskAsync(query, default));
        return clock.Elapsed;
    }

    private sealed class DeafVenue(VenueProfile profile) : IVenueReportProvider
    {
        public VenueProfile Profile => profile;

        internal int Asked { get; private set; }

        public ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
        {
            Asked++;
            return new(new TaskCompletionSource<VenueAnswer>().Task);
        }
    }
}

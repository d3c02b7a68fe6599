using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Recovery.Reading;

public sealed class AccountReaderTests
{
    private const string Eth = "SIM:ETHUSDT";
    private const string Sol = "SIM:SOLUSDT";

    private readonly ReadDesk _desk = new();

    [Fact]
    public void ReadAsync_VenueThatAnswersForTheWholeAccount_AsksInTheOrderThatMakesOnePicture()
    {
        AccountReading reading = _desk.Read();

        Assert.Equal(
            [
                "account", "fills", "balances", "positions", "open Conditional", "open Regular", "order-history",
                "fills", "marks", "positions", "fills", "cash-flows",
            ],
            _desk.Venue.Kinds);
        Assert.Empty(reading.Failures);
        Assert.All(_desk.PlanOf(reading).Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
    }

    [Fact]
    public void ReadAsync_VenueThatWantsEachInstrumentNamed_ReadsEachBetweenTwoLooksAtItsExecutions()
    {
        _desk.Venue.Refuses = static q => q is not (AccountQuery or BalancesQuery) && q.Instrument is null;

        AccountReading reading = _desk.Read();

        Assert.Equal(
            [
                $"order-history {Eth}", $"order-history {Sol}", $"fills {Eth}", $"fills {Sol}",
                $"positions {Eth}", $"positions {Sol}", $"open Conditional {Eth}", $"open Conditional {Sol}",
                $"open Regular {Eth}", $"open Regular {Sol}", $"marks {Eth}", $"marks {Sol}",
                $"positions {Eth}", $"positions {Sol}", $"fills {Eth}", $"fills {Sol}",
            ],
            _desk.Venue.Kinds.Where(static k => k.Contains(' ', StringComparison.Ordinal) && k.Contains(':')));
        Assert.Empty(reading.Failures);
        Assert.All(_desk.PlanOf(reading).Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
    }

    [Fact]
    public void ReadAsync_OnlyExecutionsWantNames_PositionsAreAskedTogether()
    {
        _desk.Holds(Inverse, 3m, 100m);
        _desk.Venue.Refuses = static q => q is FillsQuery { Instrument: null };

        AccountReading reading = _desk.Read();

        Assert.DoesNotContain(_desk.Venue.Kinds, static k => k.StartsWith("positions ", StringComparison.Ordinal));
        Assert.Equal(6, _desk.Venue.Asked.OfType<FillsQuery>().Count(static q => q.Instrument is not null));
        Assert.All(_desk.PlanOf(reading).Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
    }

    [Fact]
    public void ReadAsync_MovedOnce_IsReadAgainAndCounts()
    {
        _desk.At<MarksQuery>(1, () =>
        {
            _desk.Executes(Perpetual, Buy, 2m, 112m);
            _desk.Shows(Perpetual, 12m, 102m);
        });

        AccountReading reading = _desk.Read();
        ReconciliationPlan plan = _desk.PlanOf(reading);

        Assert.Empty(reading.Unstable);
        Assert.Equal([Verdict.Repaired, Verdict.Verified], plan.Verdicts.Select(static v => v.Verdict));
        Assert.Empty(plan.SyntheticOrders);
        Assert.Equal(12m, plan.Projected.AccountBooks.Single(static b => b.Key.Instrument == Perpetual.Id).Quantity);
    }

    public static TheoryData<string> Moves => ["quantity", "average", "time", "execution"];

    [Theory]
    [MemberData(nameof(Moves))]
    public void ReadAsync_WhateverChangesMeanwhile_IsReadAgain(string what)
    {
        _desk.At<MarksQuery>(1, () =>
        {
            Action change = what switch
            {
                "quantity" => () => _desk.Shows(Perpetual, 11m, 100m),
                "average" => () => _desk.Shows(Perpetual, 10m, 101m),
                "time" => () => _desk.Shows(Perpetual, 10m, 100m, ReadAt),
                _ => () => _desk.Executes(Perpetual, Buy, 1m, 100m),
            };
            change();
        });

        AccountReading reading = _desk.Read();

        Assert.Equal(2, _desk.Venue.Kinds.Count(static k => k == $"positions {Eth}"));
        Assert.DoesNotContain($"positions {Sol}", _desk.Venue.Kinds);
        Assert.Empty(reading.Unstable);
    }

    [Fact]
    public void ReadAsync_NeverStandsStill_IsLeftOutAndOnlyThat()
    {
        decimal quantity = 10m;
        _desk.Venue.Does = (query, _) =>
        {
            if (query is PositionsQuery)
            {
                _desk.Shows(Perpetual, ++quantity, 100m);
            }

            return null;
        };

        AccountReading reading = _desk.Read();
        ReconciliationPlan plan = _desk.PlanOf(reading);

        Assert.Equal([Perpetual.Id], reading.Unstable);
        Assert.Equal([$"SIM:main positions {Eth}: the position moved while it was being read"], reading.Failures);
        Assert.Equal(2 * (1 + ReadLimits.Default.Rounds), _desk.Venue.Asked.OfType<PositionsQuery>().Count());
        Assert.Equal([Verdict.Unverified, Verdict.Verified], plan.Verdicts.Select(static v => v.Verdict));
        Assert.Empty(plan.SyntheticOrders);
        Assert.Contains(plan.Questions, static q => q.Query is PositionsQuery { Instrument.Value: Eth });
    }

    [Fact]
    public void ReadAsync_FailedPositions_ProveNothing()
    {
        _desk.Venue.Does = static (query, _) => query is PositionsQuery ? throw new VenueException("down") : null;

        AccountReading reading = _desk.Read();
        ReconciliationPlan plan = _desk.PlanOf(reading);

        Assert.Single(reading.Failures);
        Assert.Empty(plan.SyntheticOrders);
        Assert.All(plan.Verdicts, static v => Assert.Equal(Verdict.Unverified, v.Verdict));
    }

    [Fact]
    public void ReadAsync_SecondLookFails_TheFirstIsNotBelieved()
    {
        _desk.Shows(Perpetual, 0m, 0m);
        _desk.Venue.Does = static (query, before) =>
            query is PositionsQuery && before > 0 ? throw new VenueException("down") : null;

        Assert.All(
            _desk.PlanOf(_desk.Read()).Verdicts, static v => Assert.Equal(Verdict.Unverified, v.Verdict));
    }

    [Fact]
    public void ReadAsync_NoOrderServicesToTellApart_AsksForAllOrders()
    {
        _desk.Venue.Refuses = static q => q is OpenOrdersQuery { Class: not null };

        AccountReading reading = _desk.Read();

        Assert.Single(reading.Answers, static a => a.Query is OpenOrdersQuery);
        Assert.Contains(reading.Answers, static a => a.Query is OpenOrdersQuery { Class: null, Instrument: null });
        Assert.All(_desk.PlanOf(reading).Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
    }

    [Fact]
    public void ReadAsync_TooLittleTime_FinishesWhatIsOpenFirst()
    {
        for (int i = 0; i < 10; i++)
        {
            _desk.Options.Claims.Add(new ExternalClaim
            {
                Strategy = Alpha, Account = Main, Instrument = new($"SIM:AAA{i}"),
            });
        }

        _desk.Venue.Refuses = static q => q is FillsQuery { Instrument: null };
        _desk.Venue.Does = (query, _) => query is FillsQuery ? Later(query) : null;
        _desk.Limits = new ReadLimits { InstrumentsAtOnce = 2 };
        _desk.TimeLimit = TimeSpan.FromSeconds(3);

        AccountReading reading = _desk.Read();

        Assert.All(_desk.PlanOf(reading).Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
        Assert.Equal(ReadAt.AddSeconds(3), reading.EndedAt);
        Assert.Contains(reading.Failures, static f => f.Contains("no answer within 00:00:03", StringComparison.Ordinal));
        Assert.Contains(reading.Failures, static f => f.Contains("there was no time", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadAsync_InstrumentWithoutDefinition_IsAskedFor()
    {
        InstrumentDefinition unknown = Perpetual with { Id = new("SIM:NEWUSDT") };
        _desk.Shows(unknown, 1m, 10m);
        _desk.Venue.Reports.Add(new InstrumentReport { Account = Main, Definition = unknown });

        ReconciliationPlan plan = _desk.PlanOf(_desk.Read());

        Assert.Single(_desk.Venue.Kinds, static k => k.StartsWith("instruments", StringComparison.Ordinal));
        Assert.Equal(
            Verdict.Repaired, plan.Verdicts.Single(v => v.Instrument == unknown.Id).Verdict);
    }

    [Fact]
    public void ReadAsync_Spot_IsJudgedByBalancesThatBelongToTheExecutions()
    {
        ReadDesk desk = new(Spot, isHolding: false);
        desk.Books.Holds(Alpha, 1m, 100m);
        desk.Venue.Refuses = static q => q is PositionsQuery;
        desk.Venue.Reports.Add(new BalanceReport { Account = Main, Asset = Btc, Total = 1m });
        desk.At<OpenOrdersQuery>(1, () =>
        {
            desk.Executes(Spot, Buy, 2m, 100m);
            desk.Venue.Reports.RemoveAll(static r => r is BalanceReport);
            desk.Venue.Reports.Add(new BalanceReport { Account = Main, Asset = Btc, Total = 3m });
        });

        AccountReading reading = desk.Read();
        ReconciliationPlan plan = desk.PlanOf(reading);

        Assert.Empty(reading.Failures);
        Assert.DoesNotContain(plan.Diff, static d => d.Kind == DiscrepancyKind.BalanceMismatch);
        Assert.Equal(Verdict.Repaired, Assert.Single(plan.Verdicts).Verdict);
        Assert.Equal(3m, Assert.Single(plan.Projected.AccountBooks).Quantity);
    }

    [Fact]
    public void ReadAsync_TwiceTheSame_GivesTheSameAnswersInTheSameOrder()
    {
        AccountReading first = new ReadDesk().Read();
        AccountReading second = new ReadDesk().Read();

        Assert.Equal(
            first.Answers.Select(static a => QueryText.Of(a.Query)),
            second.Answers.Select(static a => QueryText.Of(a.Query)));
    }

    [Fact]
    public void ReadAsync_Progress_IsToldAfterEveryAnswer()
    {
        List<ReadProgress> told = [];
        Clockwork.Run(_desk.Clock, async () =>
        {
            using Deadline deadline = Deadline.None(_desk.Clock, default);
            return await _desk.Reader(_desk.Asker(), Main).ReadAsync(deadline, told.Add);
        });

        Assert.Equal(Enumerable.Range(1, _desk.Venue.Asked.Count), told.Select(static p => p.Answered).Distinct());
        Assert.Equal(new ReadProgress(Main, 12, 0, 2, 2, "cash-flows"), told[^1]);
    }

    private async Task<VenueAnswer> Later(VenueQuery query)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), _desk.Clock).ConfigureAwait(false);
        return _desk.Venue.Answer(query);
    }
}

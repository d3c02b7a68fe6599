namespace PositionRecovery.Tests;

/// <summary>Small worlds in which every order of arrival is tried, so that nothing is left to the luck of a shuffle.
/// </summary>
public sealed class PermutationTests
{
    /// <summary>Six executions of one position: it is opened, increased, turned over (where it can be), and several
    /// of them carry one time stamp.</summary>
    private static readonly StepScript[] SixExecutions =
    [
        Step(Actor.Alpha, Verb.Trade, isBuy: true, 5, 10, pause: 1),
        Step(Actor.Beta, Verb.Trade, isBuy: true, 2, 14, pause: 0),
        Step(Actor.Person, Verb.Trade, isBuy: false, 3, 15, pause: 0),
        Step(Actor.Alpha, Verb.Flip, isBuy: false, 4, 16, pause: 1),
        Step(Actor.Beta, Verb.Trade, isBuy: true, 9, 12, pause: 0),
        Step(Actor.OtherProgram, Verb.Trade, isBuy: false, 1, 11, pause: 0),
    ];

    public static TheoryData<AccountKind, int> Accounts => new()
    {
        { AccountKind.Netting, 0 },
        { AccountKind.Netting, 2 },
        { AccountKind.Hedging, 0 },
        { AccountKind.Hedging, 2 },
        { AccountKind.Spot, 0 },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public void Reconcile_SixExecutionsInEveryOrder_PlansTheSame(AccountKind kind, int instrument)
    {
        Case tried = CaseOf(kind, instrument);
        ReconciliationPlan expected = tried.Reconcile();
        Assert.Equal(6, tried.TradedWorld.Executions.Count);
        Assert.NotEmpty(expected.Events);

        foreach (int[] order in Permutations(6))
        {
            VenueSnapshot venue = VenueSnapshot.Of([.. tried.Venue.Answers.Select(a =>
                a.Query is FillsQuery ? WithReports(a, [.. order.Select(i => a.Reports[i])]) : a)]);
            AssertSame(expected, tried.Reconcile(tried.Cached, venue), order);
        }
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public void Reconcile_SixAnswersInEveryOrder_PlansTheSame(AccountKind kind, int instrument)
    {
        Case tried = CaseOf(kind, instrument);
        VenueAnswer[] answers = [.. tried.Venue.Answers.Where(a => a.Query is not InstrumentsQuery)];
        ReconciliationPlan expected = tried.Reconcile(tried.Cached, VenueSnapshot.Of(answers));
        Assert.Equal(6, answers.Length);

        foreach (int[] order in Permutations(6))
        {
            VenueSnapshot venue = VenueSnapshot.Of([.. order.Select(i => answers[i])]);
            AssertSame(expected, tried.Reconcile(tried.Cached, venue), order);
        }
    }

    private static Case CaseOf(AccountKind kind, int instrument) => Case.Of(new CaseScript(
        new WorldScript([new MarketScript(kind, 0, instrument)], SixExecutions, HasSequences: true),
        new BeliefScript(BeliefKind.Full, 0, 0, 0, 0, false, false, false),
        new VenueScript(
            AverageStyle.Exact, ListStyle.All, 0, AnswerStyle.Complete, AnswerStyle.Complete, AnswerStyle.Complete,
            AnswerStyle.Complete, true, true, false, true, 0, 0, 0, false),
        new OptionsScript(false, false, false, true)));

    private static void AssertSame(ReconciliationPlan expected, ReconciliationPlan actual, int[] order)
    {
        string which = string.Join(' ', order);
        Assert.Equal((which, expected.Id), (which, actual.Id));
        Assert.Equal(PlanText.WithoutState(expected), PlanText.WithoutState(actual));
        Assert.Equal(PlanText.Of(expected.Projected), PlanText.Of(actual.Projected));
    }

    private static VenueAnswer WithReports(VenueAnswer answer, IReadOnlyList<VenueReport> reports) =>
        VenueAnswer.Complete(answer.Query, answer.Coverage.To!.Value, reports);

    private static StepScript Step(Actor who, Verb verb, bool isBuy, int quantity, int price, int pause) =>
        new(0, who, verb, isBuy, IsShortLeg: false, quantity, price, pause, FeeKind.None);

    private static IEnumerable<int[]> Permutations(int count)
    {
        if (count == 0)
        {
            return [[]];
        }

        return from shorter in Permutations(count - 1)
               from place in Enumerable.Range(0, count)
               select (int[])[.. shorter.Take(place), count - 1, .. shorter.Skip(place)];
    }
}

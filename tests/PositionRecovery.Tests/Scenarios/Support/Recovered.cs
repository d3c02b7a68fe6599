namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>What a recovery made of a scene.</summary>
internal sealed class Recovered
{
    private readonly World _world;
    private readonly VenueSnapshot _venue;

    internal Recovered(World world, CachedSnapshot cached, VenueSnapshot venue)
    {
        _world = world;
        _venue = venue;
        Plan = Reconciler.Reconcile(cached, venue, world.Options, world.Now);
    }

    internal ReconciliationPlan Plan { get; }

    internal IReadOnlyList<SyntheticOrder> Synthetics => Plan.SyntheticOrders;

    /// <summary>The one synthetic order.</summary>
    internal SyntheticOrder Synthetic => Assert.Single(Plan.SyntheticOrders);

    /// <summary>The kinds of differences, each once, sorted.</summary>
    internal IEnumerable<DiscrepancyKind> Kinds => Plan.Diff.Select(difference => difference.Kind).Distinct().Order();

    /// <summary>The executions the plan applies, placeholders included.</summary>
    internal IEnumerable<FillSnapshot> AppliedFills => Plan.Events.OfType<OrderFilledEvent>().Select(e => e.Fill);

    internal Held Account(PositionSide? leg = null, InstrumentDefinition? on = null, AccountId? account = null) =>
        Held.Of(AccountBook(leg, on, account));

    internal AccountBookSnapshot? AccountBook(
        PositionSide? leg = null, InstrumentDefinition? on = null, AccountId? account = null)
    {
        var key = new BookKey(account ?? Words.Main, (on ?? _world.Instrument).Id, leg ?? _world.Leg);
        return Plan.Projected.AccountBooks.SingleOrDefault(book => book.Key == key);
    }

    internal Held Owned(StrategyId owner, PositionSide? leg = null, InstrumentDefinition? on = null) =>
        Held.Of(Position(owner, leg, on));

    internal PositionSnapshot? Position(
        StrategyId owner, PositionSide? leg = null, InstrumentDefinition? on = null)
    {
        var key = new PositionKey(owner, Words.Main, (on ?? _world.Instrument).Id, leg ?? _world.Leg);
        return Plan.Projected.Positions.SingleOrDefault(position => position.Key == key);
    }

    internal OrderSnapshot Order(string id) =>
        Assert.Single(Plan.Projected.Orders, order => order.Intent.Id == new ClientOrderId(id));

    internal InstrumentVerdict VerdictOf(
        PositionSide? leg = null, InstrumentDefinition? on = null, AccountId? account = null) => Assert.Single(
            Plan.Verdicts,
            verdict => verdict.Account == (account ?? Words.Main)
                && verdict.Instrument == (on ?? _world.Instrument).Id
                && verdict.Side == (leg ?? _world.Leg));

    internal Discrepancy Difference(DiscrepancyKind kind) =>
        Assert.Single(Plan.Diff, difference => difference.Kind == kind);

    internal void HasVerdict(Verdict expected, PositionSide? leg = null)
    {
        InstrumentVerdict verdict = VerdictOf(leg);
        Assert.True(expected == verdict.Verdict, $"{verdict.Verdict}: {verdict.Explanation}\n{Story(Plan)}");
    }

    /// <summary>Nothing moved and nothing differs.</summary>
    internal void ChangedNothing()
    {
        Assert.True(Plan.IsEmpty, Story(Plan));
        Assert.Empty(Plan.SyntheticOrders);
    }

    /// <summary>Nothing moved, whatever was reported.</summary>
    internal void MovedNothing()
    {
        Assert.Empty(Plan.SyntheticOrders);
        Assert.Empty(Plan.Events);
    }

    /// <summary>Reconciling the result with the same answers finds nothing but the standing differences.</summary>
    internal void IsSettled(params DiscrepancyKind[] standing)
    {
        ReconciliationPlan again = Reconciler.Reconcile(Plan.Projected, _venue, _world.Options, _world.Now);
        Assert.True(again.Events.Count == 0, "Again:\n" + Story(again));
        Assert.Equal(standing, again.Diff.Select(difference => difference.Kind).Distinct().Order());
        Assert.DoesNotContain(Plan.Diff, difference => difference.Kind == DiscrepancyKind.InvariantBroken);
    }

    private static string Story(ReconciliationPlan plan) => string.Join('\n', plan.Diff
        .Select(d => $"{d.Kind} {d.Severity} {d.Action}: {d.Explanation}")
        .Concat(plan.Events.Select(e => e.ToString()))
        .Concat(plan.Questions.Select(q => $"asks {q.Query}: {q.Reason}")));
}

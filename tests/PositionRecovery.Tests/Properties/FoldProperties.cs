namespace PositionRecovery.Tests;

/// <summary>The books are a fold over what happened, in one canonical order, whatever order it became known in.
/// </summary>
public sealed class FoldProperties
{
    [Fact]
    public void Apply_ExecutionsInAnyOrder_GivesTheTrueBooks()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue, WithAFullMemory), seed: 21, tried =>
        {
            census.Count(tried);
            Execution[] missed = [.. tried.TradedWorld.Executions.Except(tried.Belief.Known)];
            new Random(missed.Length).Shuffle(missed);

            CachedSnapshot state = StateFold.Apply(tried.Cached, [.. Imports(tried, missed), .. missed.Select(LiveEvents.Filled)]);

            foreach (BookKey key in tried.TradedWorld.Keys)
            {
                NaiveBook truth = tried.TradedWorld.Book(key);
                Truth.IsToldBy(Truth.BookOf(state, key), truth, key);
                Truth.Same(key, "sum of the owners", truth.Quantity, Truth.OwnedQuantity(state, key), 0m);
            }
        });
        census.MustHaveSeen("Netting", "Hedging", "BothLegs", "Spot", "SeveralLives", "External");
    }

    private static CaseScript WithAFullMemory(CaseScript script) =>
        script.Remembering(b => b with { Kind = BeliefKind.Full });

    private static IEnumerable<OrderImportedEvent> Imports(Case tried, IEnumerable<Execution> missed) =>
        from order in missed.Select(e => e.Order).Distinct()
        where !tried.Cached.Orders.Any(o => o.Intent.Id == BeliefOrders.IdOf(order))
        select new OrderImportedEvent
        {
            At = order.Events[0].At,
            Order = BeliefOrders.Intended(order) with { IsExternal = order.IsExternal, Origin = order.Origin },
        };
}

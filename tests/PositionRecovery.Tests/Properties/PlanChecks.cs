namespace PositionRecovery.Tests;

/// <summary>What must be true of every plan, whatever the case.</summary>
internal static class PlanChecks
{
    /// <summary>How far books that were opened with a rounded average may be from their parts.</summary>
    private const decimal Rounding = 0.000000000001m;

    /// <summary>What may stand in the books for ever, because no plan may remove it.</summary>
    private static readonly DiscrepancyKind[] Standing =
    [
        DiscrepancyKind.LeverageMismatch, DiscrepancyKind.FillConflict, DiscrepancyKind.ClientIdReused,
    ];

    /// <summary>A second look at the same answers does nothing and finds nothing that the first did not name.</summary>
    internal static void FindsNothingNew(ReconciliationPlan first, ReconciliationPlan second)
    {
        Assert.True(
            second.Events.Count == 0,
            $"The second plan has events:\n{PlanText.Of(first)}\n\n{PlanText.WithoutState(second)}");
        Question? newQuestion = second.Questions.FirstOrDefault(q => !first.Questions.Any(f => f.Query == q.Query));
        Assert.True(newQuestion is null, $"New question {newQuestion?.Query}:\n{PlanText.Of(first)}");
        Discrepancy? newOne = second.Diff.FirstOrDefault(d => !first.Diff.Any(f =>
            f.Action != DiscrepancyAction.Applied && Same(f, d)));
        Assert.True(newOne is null, $"New discrepancy {newOne}:\n{PlanText.Of(first)}");
    }

    /// <summary>There is nothing left but what stands for ever.</summary>
    internal static void IsDone(ReconciliationPlan plan)
    {
        bool isDone = plan.IsEmpty
            || (plan.Events.Count + plan.Questions.Count == 0 && plan.Diff.All(d => Standing.Contains(d.Kind)));
        Assert.True(isDone, $"Something is left:\n{PlanText.WithoutState(plan)}");
    }

    /// <summary>Every book is the sum of its parts, and every account book the sum of its owners'.</summary>
    internal static void AddsUp(CachedSnapshot state)
    {
        foreach (AccountBookSnapshot book in state.AccountBooks)
        {
            Truth.Same(book.Key, "account book", Truth.OwnedQuantity(state, book.Key), book.Quantity, 0m);
            if (book.Opening is not null)
            {
                Refold parts = Refold.Account(state, book);
                AddsUp(book.Key, parts, book.Quantity, book.AveragePrice, book.RealizedPnl);
                decimal adjusted = parts.IsPriced ? parts.Adjusted.Stored() : book.CostBasisAdjustment;
                Truth.Same(book.Key, "adjustment", adjusted, book.CostBasisAdjustment, Rounding);
            }
        }

        foreach (PositionSnapshot position in state.Positions.Where(p => p.Opening is not null))
        {
            AddsUp(
                position.Key.Book,
                Refold.Owner(state, position),
                position.Quantity,
                position.AveragePrice,
                position.RealizedPnl);
        }

        // What is left of the placeholder of a synthetic order may have changed sides.
        IEnumerable<OrderSnapshot> orders = state.Orders.Where(o => o.Origin != OrderOrigin.Reconciliation);
        foreach (OrderSnapshot order in orders.Where(o => o.Fills.Count > 0))
        {
            decimal parts = order.Fills.Sum(f => f.Quantity);
            Truth.Same(order.Intent.Position.Book, $"filled of {order.Intent.Id}", parts, order.Filled, 0m);
        }
    }

    /// <summary>A hedging account has legs and nothing else, and every other account has no legs.</summary>
    internal static void KeepsLegsApart(Case tried, ReconciliationPlan plan)
    {
        IEnumerable<BookKey> keys = plan.Verdicts.Select(v => new BookKey(v.Account, v.Instrument, v.Side))
            .Concat(plan.SyntheticOrders.Select(o => o.Key.Book))
            .Concat(plan.Projected.Orders.Select(o => o.Intent.Position.Book))
            .Concat(plan.Projected.AccountBooks.Select(b => b.Key))
            .Concat(plan.Projected.Positions.Select(p => p.Key.Book));
        foreach (BookKey key in keys)
        {
            bool isLeg = key.Side is PositionSide.Long or PositionSide.Short;
            Assert.True(isLeg == (tried.TradedWorld.KindOf(key.Account) == AccountKind.Hedging), $"{key}");
        }

        // A leg on the wrong side can only be what contradictory reports add up to.
        foreach (AccountBookSnapshot book in plan.Projected.AccountBooks.Where(b => !IsDoubted(plan, b.Key)))
        {
            Assert.False(book.Key.Side == PositionSide.Long && book.Quantity < 0m, $"{book}");
            Assert.False(book.Key.Side == PositionSide.Short && book.Quantity > 0m, $"{book}");
        }
    }

    private static bool IsDoubted(ReconciliationPlan plan, BookKey key) => plan.Verdicts.Any(v =>
        v.Verdict == Verdict.Unverified && new BookKey(v.Account, v.Instrument, v.Side) == key);

    private static void AddsUp(BookKey key, Refold parts, decimal quantity, decimal? average, decimal profit)
    {
        Truth.Same(key, "quantity of the parts", parts.Quantity, quantity, 0m);
        if (parts.IsPriced)
        {
            Truth.Same(key, "average of the parts", parts.Average?.Stored() ?? 0m, average ?? 0m, Rounding);
            Truth.Same(key, "profit of the parts", parts.RealizedPnl.Stored(), profit, Rounding);
        }
    }

    private static bool Same(Discrepancy a, Discrepancy b) =>
        (a.Kind, a.Account, a.Instrument, a.Side, a.Order, a.Asset)
        == (b.Kind, b.Account, b.Instrument, b.Side, b.Order, b.Asset);
}

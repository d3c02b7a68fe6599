namespace PositionRecovery;

/// <summary>What events that are not executions do to the books of one position.</summary>
internal static class BookEvents
{
    /// <summary>The books of a position after these fills and events.</summary>
    internal static FoldedBook Fold(KeyLedger ledger, List<OwnedFill> fills, IReadOnlyList<ExecutionEvent> events)
    {
        FoldedBook folded = ledger.Project(
            fills, AccountAdjustments(ledger, events), strategy => OwnerAdjustments(ledger, strategy, events));
        folded.Agree(Agreed(folded.Book.AgreedAt, events));
        return folded;
    }

    private static DateTimeOffset? Agreed(DateTimeOffset? agreed, IReadOnlyList<ExecutionEvent> events)
    {
        foreach (PositionReconciledEvent e in events.OfType<PositionReconciledEvent>())
        {
            agreed = agreed is { } last && last > e.AgreedAt ? last : e.AgreedAt;
        }

        return agreed;
    }

    private static IReadOnlyList<BookAdjustment> AccountAdjustments(
        KeyLedger ledger, IReadOnlyList<ExecutionEvent> events) => With(
        KeyLedger.StoredAdjustments(ledger.Stored.Opening, ledger.Stored.Adjustments),
        events.Select(static e => e switch
        {
            CostBasisRestatedEvent c => Adjustment(c),
            PositionRestatedEvent r => Adjustment(r),
            _ => null,
        }));

    private static IReadOnlyList<BookAdjustment> OwnerAdjustments(
        KeyLedger ledger, StrategyId strategy, IReadOnlyList<ExecutionEvent> events)
    {
        PositionSnapshot? stored = ledger.Owners.FirstOrDefault(p => p.Key.Strategy == strategy);
        return With(
            stored is null ? [] : KeyLedger.StoredAdjustments(stored.Opening, stored.Adjustments),
            events.Select(e => e switch
            {
                CostBasisRestatedEvent c when c.Strategy == strategy => Adjustment(c),
                PositionRestatedEvent r => Adjustment(r),
                _ => null,
            }));
    }

    private static IReadOnlyList<BookAdjustment> With(
        IReadOnlyList<BookAdjustment> stored, IEnumerable<BookAdjustment?> added)
    {
        BookAdjustment[] all = [.. stored, .. added.OfType<BookAdjustment>()];
        return all.Length == stored.Count ? stored : FrozenList<BookAdjustment>.Owning(all);
    }

    private static BookAdjustment Adjustment(CostBasisRestatedEvent e) =>
        new() { At = e.At, Kind = AdjustmentKind.CostBasis, AveragePrice = e.AveragePrice };

    private static BookAdjustment Adjustment(PositionRestatedEvent e) =>
        new() { At = e.At, Kind = AdjustmentKind.Restated, Ratio = e.Ratio };
}

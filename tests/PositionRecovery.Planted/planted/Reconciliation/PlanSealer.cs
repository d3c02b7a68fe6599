namespace PositionRecovery;

/// <summary>Puts a result into its one canonical form and names it by its content.</summary>
internal static class PlanSealer
{
    internal static ReconciliationPlan Seal(PassResult result, IEnumerable<Discrepancy> more)
    {
        Discrepancy[] diff = [.. result.Diff, .. more];
        Array.Sort(diff, Compare);
        Question[] questions = [.. result.Questions.OrderBy(static q => QueryText.Of(q.Query), StringComparer.Ordinal)
            .ThenBy(static q => q.Reason, StringComparer.Ordinal).DistinctBy(static q => q.Query)];
        InstrumentVerdict[] verdicts = [.. result.Verdicts];
        SortVerdicts(verdicts);
        return new ReconciliationPlan
        {
            Id = new PlanId(PlanHash.Of(diff, result.Synthetic, result.Events, questions, verdicts)),
            Diff = FrozenList<Discrepancy>.Owning(diff),
            SyntheticOrders = FrozenList<SyntheticOrder>.Owning([.. result.Synthetic]),
            Events = FrozenList<ExecutionEvent>.Owning([.. result.Events]),
            Questions = FrozenList<Question>.Owning(questions),
            Verdicts = FrozenList<InstrumentVerdict>.Owning(verdicts),
            Projected = result.Projected,
            Matched = result.Matched,
        };
    }

    private static int Compare(Discrepancy a, Discrepancy b)
    {
        int order = string.CompareOrdinal(a.Account.Value, b.Account.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Instrument?.Value, b.Instrument?.Value);
        order = order != 0 ? order : Nullable.Compare(a.Side, b.Side);
        order = order != 0 ? order : a.Kind.CompareTo(b.Kind);
        order = order != 0 ? order : string.CompareOrdinal(a.Order?.Value, b.Order?.Value);
        return order != 0 ? order : string.CompareOrdinal(a.Explanation, b.Explanation);
    }

    /// <summary>Stores keep keys sorted, so usually there is nothing to do.</summary>
    private static void SortVerdicts(InstrumentVerdict[] verdicts)
    {
        for (int i = 1; i < verdicts.Length; i++)
        {
            if (Compare(verdicts[i - 1], verdicts[i]) > 0)
            {
                Array.Sort(verdicts, Compare);
                return;
            }
        }
    }

    private static int Compare(InstrumentVerdict a, InstrumentVerdict b) => KeyOrder.Compare(
        new BookKey(a.Account, a.Instrument, a.Side), new BookKey(b.Account, b.Instrument, b.Side));
}

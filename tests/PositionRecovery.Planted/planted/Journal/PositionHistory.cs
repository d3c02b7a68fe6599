namespace PositionRecovery;

/// <summary>The history of positions, as the journal tells it. Pure: what the hash chain proves of the journal is
/// proven of this.</summary>
public static class PositionHistory
{
    /// <summary>All changes of positions, in order.</summary>
    /// <param name="entries">The entries from the first one on, in order, without gaps.</param>
    /// <exception cref="ArgumentException">An entry is missing or out of order.</exception>
    public static IEnumerable<PositionChange> Of(IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Changes(entries);
    }

    private static IEnumerable<PositionChange> Changes(IEnumerable<JournalEntry> entries)
    {
        var known = new Dictionary<PositionKey, PositionSnapshot>();
        var state = new LiveState();
        var run = new ReplayRun(state);
        var unit = new List<JournalEntry>();
        foreach (JournalEntry entry in entries)
        {
            if (unit.Count > 0 && entry.Unit != unit[0].Unit)
            {
                run.Finish();
                foreach (PositionChange change in Compare(state, known, unit))
                {
                    yield return change;
                }

                unit.Clear();
            }

            run.Add(entry);
            unit.Add(entry);
        }

        run.Finish();
        foreach (PositionChange change in Compare(state, known, unit))
        {
            yield return change;
        }
    }

    private static List<PositionChange> Compare(
        LiveState state, Dictionary<PositionKey, PositionSnapshot> known, List<JournalEntry> unit)
    {
        var changes = new List<PositionChange>();
        foreach (LiveBook book in state.Dirty.Books.OrderBy(static b => b.Key, KeyOrder.Books))
        {
            foreach (PositionSnapshot after in book.Owners)
            {
                PositionSnapshot? before = known.GetValueOrDefault(after.Key);
                if (!ReferenceEquals(before, after) && Differs(before, after))
                {
                    changes.Add(Change(book, before, after, unit));
                }

                known[after.Key] = after;
            }
        }

        state.Dirty.Clear();
        return changes;
    }

    private static bool Differs(PositionSnapshot? before, PositionSnapshot after) => before is null
        ? after.Quantity != 0m || after.RealizedPnl != 0m
        : Values(before) != Values(after);

    private static (decimal, decimal?, decimal, decimal, decimal, EpochId?) Values(PositionSnapshot p) =>
        (p.Quantity, p.AveragePrice, p.RealizedPnl, p.Fees, p.CostBasisAdjustment, p.Epoch);

    private static PositionChange Change(
        LiveBook book, PositionSnapshot? before, PositionSnapshot after, List<JournalEntry> unit) => new()
        {
            Sequence = unit[^1].Sequence,
            At = unit[^1].At,
            Actor = unit[0].Actor,
            Kind = KindOf(book, before?.Quantity ?? 0m, after),
            Before = before,
            After = after,
            Cause = CauseOf(unit),
        };

    private static PositionChangeKind KindOf(LiveBook book, decimal before, PositionSnapshot after)
    {
        decimal now = after.Quantity;
        if (now == 0m && before != 0m)
        {
            PositionLife? last = book.Lives.FindLast(l => l.Life.Key == after.Key)?.Life;
            return last?.Status == PositionStatus.Liquidated
                ? PositionChangeKind.Liquidated
                : PositionChangeKind.Closed;
        }

        return before == 0m && now != 0m ? PositionChangeKind.Opened
            : Math.Sign(before) != Math.Sign(now) ? PositionChangeKind.Flipped
            : Math.Abs(now) > Math.Abs(before) ? PositionChangeKind.Increased
            : Math.Abs(now) < Math.Abs(before) ? PositionChangeKind.Reduced
            : PositionChangeKind.Updated;
    }

    private static string CauseOf(List<JournalEntry> unit)
    {
        string kinds = string.Join(", ", unit.Select(static e => e.Event.Kind).Distinct());
        string? told = unit.Select(static e => e.Event.Cause).FirstOrDefault(static c => c is not null);
        return told is null ? kinds : $"{kinds}: {told}";
    }
}

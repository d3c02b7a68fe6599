namespace PositionRecovery.Simulation;

/// <summary>Leaves out steps as long as what went wrong still does: halves first, then one by one.</summary>
internal static class Shrinker
{
    internal static async Task<Case> ShrinkAsync(Case failed, string violation)
    {
        string kind = KindOf(violation);
        List<int> keep = [.. Enumerable.Range(0, failed.History.Steps.Count)];
        for (int size = Math.Max(1, keep.Count / 2); size >= 1; size /= 2)
        {
            for (int at = keep.Count - size; at >= 0; at = Math.Min(at - size, keep.Count - size))
            {
                Case shorter = failed with { Keep = [.. keep.Take(at), .. keep.Skip(at + size)] };
                HistoryResult result = await shorter.PlayAsync();
                if (result.Violations.Any(v => KindOf(v) == kind))
                {
                    keep.RemoveRange(at, size);
                }
            }
        }

        return failed with { Keep = keep };
    }

    // What it says first; names and numbers may change when steps are left out.
    private static string KindOf(string violation) =>
        new([.. violation.TakeWhile(static c => c is not (':' or ';')).Where(static c => !char.IsDigit(c)).Take(24)]);
}

namespace PositionRecovery.Simulation;

/// <summary>Leaves out steps as long as what went wrong still does: halves first, then one by one.</summary>
internal static class Shrinker
{
    internal static async Task<History> ShrinkAsync(History history, string violation)
    {
        string kind = KindOf(violation);
        for (int size = Math.Max(1, history.Steps.Count / 2); size >= 1; size /= 2)
        {
            for (int at = history.Steps.Count - size; at >= 0; at -= size)
            {
                if (at + size > history.Steps.Count)
                {
                    continue;
                }

                History shorter = history with
                {
                    Steps = [.. history.Steps.Take(at), .. history.Steps.Skip(at + size)],
                };
                HistoryResult result = await HistoryRun.PlayAsync(shorter);
                if (result.Violations.Any(v => KindOf(v) == kind))
                {
                    history = shorter;
                }
            }
        }

        return history;
    }

    // What it says first; names and numbers may change when steps are left out.
    private static string KindOf(string violation) =>
        new([.. violation.TakeWhile(static c => c is not (':' or ';')).Where(static c => !char.IsDigit(c)).Take(24)]);
}

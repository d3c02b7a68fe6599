namespace PositionRecovery;

/// <summary>The placeholders of one position that belong to no real order. Those that reach to the same venue time say
/// one thing together: "executions not seen, up to then and later than what the older ones reach to, add up to this".
/// Once that is nothing they are gone, whatever each of them holds.</summary>
internal sealed class PositionPlaceholders
{
    /// <summary>What is said as of one venue time each, oldest first; in it, the placeholders in canonical order.
    /// </summary>
    private readonly LivePlaceholder[][] _statements;

    /// <param name="placeholders">The placeholders, in canonical order.</param>
    internal PositionPlaceholders(IEnumerable<LivePlaceholder> placeholders) => _statements =
    [
        .. placeholders.GroupBy(static p => p.Fill.CoversUntil)
            .OrderBy(static s => s.Key)
            .Select(static s => s.ToArray()),
    ];

    /// <summary>Takes an execution out of the oldest statement that covers it, and out of the next one what is more
    /// than that holds.</summary>
    /// <param name="quantity">The signed quantity.</param>
    /// <param name="fill">The execution it belongs to.</param>
    /// <param name="freed">Takes up whose the taken parts were.</param>
    /// <returns>The signed part that nothing stood in for.</returns>
    internal decimal Take(decimal quantity, FillSnapshot fill, List<FillAllocation> freed)
    {
        foreach (LivePlaceholder[] statement in _statements)
        {
            LivePlaceholder[] open = [.. statement.Where(p => p.Covers(fill.At))];
            if (quantity == 0m || open.Length == 0)
            {
                continue;
            }

            foreach (LivePlaceholder placeholder in open)
            {
                quantity = placeholder.Give(quantity, fill, freed);
            }

            if (quantity != 0m && Turning(open, quantity, ReferenceEquals(statement, _statements[^1])) is { } turning)
            {
                turning.GiveAll(quantity, fill, freed);
                quantity = 0m;
            }

            if (Sum(open) == 0m)
            {
                Array.ForEach(open, static p => p.Drop());
            }
        }

        return quantity;
    }

    /// <summary>The one that takes what none of them holds, if any may. Of the other sign than their sum, it makes that
    /// more. Otherwise it turns the sign, which only the youngest may: what turns an older one back could be taken out
    /// of a younger one, and both would stay for ever. What cancels a late execution out never does either, because the
    /// two are a pair.</summary>
    private static LivePlaceholder? Turning(LivePlaceholder[] open, decimal quantity, bool areYoungest)
    {
        bool isMore = Math.Sign(Sum(open)) == -Math.Sign(quantity);
        return isMore || areYoungest ? Array.FindLast(open, static p => p.Fill.Offsets is null) : null;
    }

    private static decimal Sum(LivePlaceholder[] placeholders) => placeholders.Sum(static p => p.Quantity);
}

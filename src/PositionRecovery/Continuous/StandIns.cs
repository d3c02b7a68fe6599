namespace PositionRecovery;

/// <summary>Positions in whose books something stands in for executions that the venue did not show. It may show them
/// later, and nothing differs then that would make anybody look; so they are looked for: after a minute, and each time
/// after twice as long, until they came or patience is at its end. A pass over everything looks again in any case.
/// Not thread-safe.</summary>
internal sealed class StandIns
{
    /// <summary>How long after something came to stand in it is looked at first.</summary>
    private static readonly TimeSpan FirstRest = TimeSpan.FromMinutes(1);

    /// <summary>How long before the place where it stands what it stands for may have happened.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(1);

    /// <summary>What is older than this is not shown by venues any more, or not without asking for very much.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    /// <summary>How often the same ones are looked for: the rests add up to about seventeen hours.</summary>
    private const int Patience = 10;

    private readonly Dictionary<BookKey, Wait> _waits = [];

    /// <summary>Whether anything stands in among an order's executions.</summary>
    internal static bool Has(OrderSnapshot order) => order.Fills.Any(static f => f.IsPlaceholder);

    /// <summary>What is to be looked into now.</summary>
    /// <param name="orders">The orders among whose executions something stands in.</param>
    /// <param name="accounts">The accounts that may be asked.</param>
    /// <param name="steady">The time by a clock that nobody sets.</param>
    /// <param name="now">The time of day.</param>
    internal IReadOnlyList<ReconcileScope> Due(
        IReadOnlyList<OrderSnapshot> orders,
        IReadOnlyCollection<AccountId> accounts,
        DateTimeOffset steady,
        DateTimeOffset now)
    {
        DateTimeOffset oldest = Moments.Earlier(now, Oldest);
        Dictionary<BookKey, FillSnapshot[]> open = orders
            .SelectMany(o => o.Fills.Where(f => f.IsPlaceholder && f.CoversUntil >= oldest)
                .Select(f => (o.Intent.Position.Book, Fill: f)))
            .GroupBy(static f => f.Book, static f => f.Fill)
            .ToDictionary(static g => g.Key, static g => g.ToArray());
        foreach (BookKey gone in _waits.Keys.Where(k => !open.ContainsKey(k)).ToArray())
        {
            _waits.Remove(gone);
        }

        var due = new List<(BookKey Key, DateTimeOffset Since)>();
        foreach ((BookKey key, FillSnapshot[] fills) in open)
        {
            if (accounts.Contains(key.Account) && IsDue(key, Describe(fills), steady))
            {
                DateTimeOffset since = Moments.Earlier(fills.Min(static f => f.At), Reach);
                due.Add((key, since > oldest ? since : oldest));
            }
        }

        return
        [
            .. due.GroupBy(static d => d.Key.Account).OrderBy(static g => g.Key.Value, StringComparer.Ordinal)
                .Select(static g => ReconcileScope.Of(
                    g.Key,
                    g.Select(static d => d.Key.Instrument).Distinct()
                        .OrderBy(static i => i.Value, StringComparer.Ordinal).ToArray())
                    .BackTo(g.Min(static d => d.Since))),
        ];
    }

    /// <summary>Whatever changes them begins the waiting anew.</summary>
    private bool IsDue(BookKey key, string what, DateTimeOffset steady)
    {
        if (!_waits.TryGetValue(key, out Wait? wait) || wait.What != what)
        {
            _waits[key] = new Wait(what, 0, steady + FirstRest);
            return false;
        }

        if (wait.Looks == Patience || steady < wait.Next)
        {
            return false;
        }

        _waits[key] = wait with { Looks = wait.Looks + 1, Next = steady + (FirstRest * (2 << wait.Looks)) };
        return true;
    }

    private static string Describe(FillSnapshot[] fills) => string.Join(
        ' ',
        fills.Select(static f => FormattableString.Invariant($"{f.Trade} {f.Quantity}")).Order(StringComparer.Ordinal));

    private sealed record Wait(string What, int Looks, DateTimeOffset Next);
}

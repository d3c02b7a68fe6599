namespace PositionRecovery.Simulation;

/// <summary>How often each fault met each place where the product waits.</summary>
internal sealed class ReachTable
{
    private static readonly string[] Queries =
    [
        "Positions", "OpenOrders", "OrderHistory", "Order", "Fills", "Balances", "CashFlows", "Marks", "Instruments",
        "Account", "Bars",
    ];

    private static readonly string[] OfQueries =
    [
        "Fail", "HangBefore", "HangAfter", "TimeOutAfter", "Delay", "DelayAnswer", "Duplicate", "Reorder",
        "TooManyRequests", "Ban",
    ];

    private static readonly string[] OfOrders =
    [
        "Fail", "Reject", "HangBefore", "HangAfter", "TimeOutBefore", "TimeOutAfter", "AcceptLate", "Delay",
        "DelayAnswer", "TooManyRequests", "Ban",
    ];

    private static readonly string[] OfStores = ["FailBefore", "FailAfter", "HangBefore", "HangAfter", "Delay"];

    private readonly SortedDictionary<(string Place, string Fault), long> _hits = [];

    /// <summary>Every meeting of a call and a fault that can be.</summary>
    internal static IReadOnlyList<(string Place, string Fault)> Expected { get; } =
    [
        .. Queries.SelectMany(static q => OfQueries.Select(f => ($"venue {q}", f))),
        .. Queries.Where(static q => q != "Bars").SelectMany(static q =>
            new[] { "AnswerFailed", "Unsupported", "Lag", "CutPage", "Withhold" }.Select(f => ($"venue {q}", f))),
        .. new[] { "Submit", "Cancel" }.SelectMany(static c => OfOrders.Select(f => ($"venue {c}", f))),
        .. new[] { "Open", "Load", "Commit", "ReadJournal" }.SelectMany(static c => OfStores.Select(f => ($"store {c}", f))),
    ];

    /// <summary>Those that never met.</summary>
    internal IEnumerable<string> Empty => Expected.Where(e => !_hits.ContainsKey(e)).Select(static e => $"{e.Fault} at {e.Place}");

    internal IReadOnlyDictionary<(string Place, string Fault), long> Hits => _hits;

    internal void Hit(string place, string fault, long times = 1) =>
        _hits[(place, fault)] = _hits.GetValueOrDefault((place, fault)) + times;

    /// <summary>A line for each place, with its faults.</summary>
    internal string ToText() => string.Join('\n', _hits.GroupBy(static h => h.Key.Place).Select(static g =>
        $"reached {g.Key}: {string.Join(", ", g.Select(static h => $"{h.Key.Fault} {h.Value}"))}"));

    internal void Add(ReachTable other)
    {
        foreach (((string place, string fault), long times) in other._hits)
        {
            Hit(place, fault, times);
        }
    }
}

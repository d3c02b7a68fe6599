using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>The keys of one trader. The trader id is the hash tag, so that all of them are in one slot of a cluster and
/// one script can write them.</summary>
internal sealed class TraderKeys
{
    private static readonly (RowKind Kind, string Name)[] Names =
    [
        (RowKind.Order, "order"),
        (RowKind.Fill, "fill"),
        (RowKind.Position, "position"),
        (RowKind.AccountBook, "book"),
        (RowKind.Account, "account"),
        (RowKind.Balance, "balance"),
        (RowKind.Instrument, "instrument"),
        (RowKind.PurgedTrades, "purged"),
        (RowKind.PositionLife, "life"),
        (RowKind.Session, "session"),
        (RowKind.HeldEvent, "held"),
        (RowKind.StrategyState, "strategy"),
    ];

    private readonly RedisKey[] _rows;

    internal TraderKeys(TraderId trader, string prefix)
    {
        string tag = "{" + Escaped(trader.Value) + "}";
        Head = prefix + "trader-head:" + tag;
        Journal = prefix + "trader-journal:" + tag;
        _rows = [.. Names.Select(kind => (RedisKey)(prefix + "trader-" + kind.Name + ":" + tag))];
        HeadAndRows = [Head, .. _rows];
        All = [Head, Journal, .. _rows];
    }

    /// <summary>The kinds of rows, in the order of their keys.</summary>
    internal static IReadOnlyList<RowKind> Kinds { get; } = [.. Names.Select(kind => kind.Kind)];

    internal RedisKey Head { get; }

    internal RedisKey Journal { get; }

    internal RedisKey[] HeadAndRows { get; }

    internal RedisKey[] All { get; }

    internal RedisKey Of(RowKind kind)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (Names[i].Kind == kind)
            {
                return _rows[i];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(kind), kind, $"Rows of the kind {kind} have no key here.");
    }

    // A brace would end the tag early, and an empty tag is none: the keys would scatter over the cluster.
    private static string Escaped(string id) =>
        id.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("{", "%7B", StringComparison.Ordinal)
            .Replace("}", "%7D", StringComparison.Ordinal);
}

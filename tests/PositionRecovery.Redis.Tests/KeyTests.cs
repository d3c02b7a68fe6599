using System.Globalization;

namespace PositionRecovery.Redis.Tests;

public sealed class KeyTests(StandaloneFixture standalone, ClusterFixture cluster)
    : IClassFixture<StandaloneFixture>, IClassFixture<ClusterFixture>
{
    private static readonly string[] Odd =
    [
        "}", "{", "{}", "}{", "}x", "x}", "{x}", "a}b{c", "%7D", "%257D", "%", "desk:1", "a*b?[c]", "a\\b", "\"'`$",
        "ÜNICODE-ß", "日本の机", "مكتب", new string('x', 128), new string('}', 128),
    ];

    public static TheoryData<string> OddTraders => [.. Odd];

    [RedisFact]
    public async Task Commit_EveryKind_LiesWhereAnOperatorLooksForIt()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        TraderId trader = Samples.NewTrader();
        StoreLease lease = await Samples.LeaseAsync(store, trader);
        RowKind[] kinds = [.. Enum.GetValues<RowKind>().Where(kind => kind != RowKind.Unknown)];

        await store.CommitAsync(
            lease,
            Samples.Commit(0, 2, [.. kinds.Select(kind => Samples.Row("a key", $"{kind} row", kind))]),
            CancellationToken.None);
        string[] keys = (await server.CliAsync("KEYS", $"*{{{trader}}}")).Split('\n')[..^1];

        string[] names =
        [
            "account", "balance", "book", "fill", "head", "held", "instrument", "journal", "life", "order",
            "position", "purged", "session", "strategy",
        ];
        Assert.Equal(names.Select(name => $"trader-{name}:{{{trader}}}"), keys.Order(StringComparer.Ordinal));
        Assert.Equal("Order row\n", await server.CliAsync("HGET", $"trader-order:{{{trader}}}", "a key"));
        Assert.Equal("Position row\n", await server.CliAsync("HGET", $"trader-position:{{{trader}}}", "a key"));
    }

    [RedisFact]
    public async Task Commit_Records_AreAStreamNumberedBySequence()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        TraderId trader = Samples.NewTrader();
        StoreLease lease = await Samples.LeaseAsync(store, trader);

        await store.CommitAsync(lease, Samples.Commit(0, 3), CancellationToken.None);
        string[] newest = (await server.CliAsync("XREVRANGE", $"trader-journal:{{{trader}}}", "+", "-", "COUNT", "1"))
            .Split('\n');

        Assert.Equal(["3-0", "p", "record 3", "h"], newest[..4]);
    }

    [RedisFact]
    public async Task Commit_Head_TellsSequenceOwnerAndTime()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        TraderId trader = Samples.NewTrader();
        StoreLease lease = await Samples.LeaseAsync(store, trader);

        await store.CommitAsync(lease, Samples.Commit(0, 3), CancellationToken.None);
        string[] head = (await server.CliAsync(
            "HMGET", $"trader-head:{{{trader}}}", "trader", "schema", "sequence", "epoch", "owner", "expires", "time"))
            .Split('\n');

        Assert.Equal([trader.Value, "1", "3", "1", "first"], head[..5]);
        Assert.Equal(3_600_000, Number(head[5]) - Number(head[6]));
    }

    [RedisTheory]
    [MemberData(nameof(OddTraders))]
    public async Task Cluster_OddTraderId_HasOneSlotAndItsOwnKeys(string id)
    {
        RedisCluster nodes = await cluster.ClusterAsync();
        await using RedisPositionStore store = Stores.At(nodes.Addresses);
        var trader = new TraderId(id);
        StoreLease lease = await Samples.LeaseAsync(store, trader);

        CommitResult result = await store.CommitAsync(
            lease,
            Samples.Commit(0, 1, Samples.Row("a", id), Samples.Row("b", id, RowKind.Position)),
            CancellationToken.None);
        StoredState state = await store.LoadAsync(trader, CancellationToken.None);

        Assert.Equal(CommitResult.Committed(1), result);
        Assert.Equal([$"Order a={id}", $"Position b={id}"], Samples.Texts(state));
        Assert.Single(await Samples.JournalAsync(store, trader));
    }

    [Fact]
    public void Keys_OfDifferentTraders_AreDifferent()
    {
        string[] heads = [.. Odd.Select(id => new TraderKeys(new(id), string.Empty).Head.ToString()).Distinct()];

        Assert.Equal(Odd.Length, heads.Length);
        Assert.All(heads, head => Assert.Equal(head.IndexOf('{'), head.LastIndexOf('{')));
        Assert.All(heads, head => Assert.Equal(head.Length - 1, head.IndexOf('}')));
    }

    [RedisFact]
    public async Task KeyPrefix_Set_KeepsDesksApart()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore here = Stores.At(server.Address, o => o.KeyPrefix = "here:");
        await using RedisPositionStore there = Stores.At(server.Address, o => o.KeyPrefix = "there:");
        TraderId trader = Samples.NewTrader();
        StoreLease lease = await Samples.LeaseAsync(here, trader);
        await here.CommitAsync(lease, Samples.Commit(0, 1, Samples.Row("a", "here")), CancellationToken.None);

        StoredState state = await there.LoadAsync(trader, CancellationToken.None);

        Assert.Empty(state.Rows);
        Assert.Equal("here\n", await server.CliAsync("HGET", $"here:trader-order:{{{trader}}}", "a"));
    }

    [RedisFact]
    public async Task Database_Set_IsTheOneUsed()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server.Address, o => o.Database = 3);
        TraderId trader = Samples.NewTrader();

        await Samples.LeaseAsync(store, trader);

        Assert.Equal("1\n", await server.CliAsync("-n", "3", "EXISTS", $"trader-head:{{{trader}}}"));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

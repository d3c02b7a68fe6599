namespace PositionRecovery.Testing;

/// <summary>What rows are kept apart by, and what they hold.</summary>
internal static class RowCases
{
    // Pairs that a collation, a trim, a wildcard or a separator could take for one another.
    private static readonly string[] Odd =
    [
        "a", "A", "a ", " a", "a b", "a  b", "ab", "a:b", "a/b", "a\\b", "a.b", "a|b", "a\u00A0b", "é", "e\u0301",
        "ß", "ss", "İ", "i", "I", "ı", "ﬁ", "fi", "Ａ", "交易", "😀", "%", "_", "*", "?", "[a]", "{a}", "'", "''", "\"",
        "--", ";", "0", "00", "1", "1.0", "1e0", "null", "NULL", "-1", "\u200B", "a\u200Bb", "\u202Ea", "\uFFFD",
        "\uFEFFa", "\U0010FFFF",
    ];

    private static readonly int[] Lengths = [4_095, 4_096, 65_535, 65_536, 1_048_576];

    internal static async Task AreReplaced(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("a", 1, 2, 3, 4), Sample.Row("b", 1)).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("a", 9)).ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("a", 9), Sample.Row("b", 1)).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("a", 7, 7, 7)).ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("a", 7, 7, 7), Sample.Row("b", 1)).ConfigureAwait(false);
    }

    internal static async Task AreDeleted(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("a", 1), Sample.Row("b", 1), Sample.Row("c", 1)).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Deletion("a"), Sample.Row("d", 1), Sample.Deletion("c"))
            .ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("b", 1), Sample.Row("d", 1)).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("a", 2)).ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("a", 2), Sample.Row("b", 1), Sample.Row("d", 1)).ConfigureAwait(false);
    }

    internal static async Task DeletingNothing(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Deletion("a"), Sample.Row("b", 1)).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Deletion("a")).ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("b", 1)).ConfigureAwait(false);
    }

    internal static async Task KindsAreSeparate(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        RowKind[] kinds = [.. Enum.GetValues<RowKind>().Where(kind => kind != RowKind.Unknown)];
        StateRow[] rows = [.. kinds.Select(kind => Sample.Row(kind, "same", (byte)kind))];
        await desk.CommitRowsAsync(rows).ConfigureAwait(false);
        await HasAsync(desk, rows).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Deletion("same", kinds[0])).ConfigureAwait(false);
        await HasAsync(desk, rows[1..]).ConfigureAwait(false);
    }

    internal static async Task TradersAreSeparate(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        string[] similar = ["", "A", "a", ":a", ":", "/a", "{a}", "%", "*", ".é", "é", "e\u0301"];
        var desks = new List<Desk>();
        foreach (string suffix in similar)
        {
            desks.Add(await scene.OpenAsync(new TraderId(trader.Value + suffix)).ConfigureAwait(false));
            Claim.Same(1, desks[^1].Lease.Epoch, $"The first epoch of the trader with '{suffix}' at the end");
            await desks[^1].CommitAsync(Sample.Commit(0, 1, Sample.Row("a", (byte)desks.Count))).ConfigureAwait(false);
        }

        for (int n = 0; n < desks.Count; n++)
        {
            await HasAsync(desks[n], Sample.Row("a", (byte)(n + 1))).ConfigureAwait(false);
            Claim.Same(1, (await desks[n].ReadAsync().ConfigureAwait(false)).Count, "The length of its journal");
        }
    }

    internal static async Task OddKeys(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StateRow[] rows = [.. Odd.Select((key, n) => Sample.Row(key, (byte)n))];
        await desk.CommitRowsAsync(rows).ConfigureAwait(false);
        await HasAsync(desk, rows).ConfigureAwait(false);
        StateRow[] changed = [.. Odd.Select((key, n) => Sample.Row(key, (byte)n, 1))];
        await desk.CommitRowsAsync(changed).ConfigureAwait(false);
        await HasAsync(desk, changed).ConfigureAwait(false);
        for (int n = 0; n < Odd.Length; n++)
        {
            await desk.CommitRowsAsync(Sample.Deletion(Odd[n])).ConfigureAwait(false);
            await HasAsync(desk, changed[(n + 1)..]).ConfigureAwait(false);
        }
    }

    internal static async Task LongKeys(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        string[] keys =
        [
            new string('k', 1_024), new string('k', 1_023), new string('k', 1_023) + "l", "l" + new string('k', 1_023),
            new string('交', 1_024), new string('交', 1_023) + "x",
            string.Concat(Enumerable.Repeat("😀", 512)), string.Concat(Enumerable.Repeat("x ", 512)),
        ];
        StateRow[] rows = [.. keys.Select((key, n) => Sample.Row(key, (byte)n))];
        await desk.CommitRowsAsync(rows).ConfigureAwait(false);
        await HasAsync(desk, rows).ConfigureAwait(false);
    }

    internal static async Task BinaryPayloads(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        byte[] all = [.. Enumerable.Range(0, 256).Select(n => (byte)n)];
        StateRow[] rows =
        [
            Sample.Row("all", all), Sample.Row("backwards", [.. all.AsEnumerable().Reverse()]), Sample.Row("zero", 0),
            Sample.Row("zeros", new byte[300]), Sample.Row("high", 0xFF, 0xFE, 0xC0, 0x80), Sample.Row("number", 0x31),
            Sample.Row("line", 0x0D, 0x0A), Sample.Row("spaces", 0x20, 0x20), Sample.Row("noise", Sample.Noise(999, 1)),
        ];
        await desk.CommitRowsAsync(rows).ConfigureAwait(false);
        await HasAsync(desk, rows).ConfigureAwait(false);
    }

    internal static async Task EmptyPayloads(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("empty"), Sample.Row("full", 1)).ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("empty"), Sample.Row("full", 1)).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("full"), Sample.Row("empty", 1)).ConfigureAwait(false);
        await HasAsync(desk, Sample.Row("empty", 1), Sample.Row("full")).ConfigureAwait(false);
    }

    internal static async Task LargePayloads(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StateRow[] rows =
        [
            .. Lengths.Select(length => Sample.Row($"{length} bytes", Sample.Noise(length, length))),
        ];
        await desk.CommitRowsAsync(rows).ConfigureAwait(false);
        await HasAsync(desk, rows).ConfigureAwait(false);
    }

    internal static async Task Many(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StateRow[] rows =
            [.. Enumerable.Range(0, 10_000).Select(n => Sample.Row($"VENUE:main SYMBOL{n}", Sample.Noise(100, n)))];
        foreach (StateRow[] chunk in rows.Chunk(2_500))
        {
            await desk.CommitRowsAsync(chunk).ConfigureAwait(false);
        }

        await HasAsync(desk, rows).ConfigureAwait(false);
    }

    internal static async Task ContentIsNotStored(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitRowsAsync(Sample.Row("a", 1) with { Content = new TraderId("x") }).ConfigureAwait(false);
        StoredState state = await desk.LoadAsync().ConfigureAwait(false);
        Claim.That(state.Rows[0].Content is null, "The decoded value was read back.");
    }

    private static async Task HasAsync(Desk desk, params StateRow[] rows) =>
        Sample.SameRows(rows, (await desk.LoadAsync().ConfigureAwait(false)).Rows);
}

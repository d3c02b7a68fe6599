using System.Text;

namespace PositionRecovery;

/// <summary>Compares a stored state with the one the journal tells.</summary>
internal static class StateComparison
{
    private const int MaxDifferences = 100;

    internal static IReadOnlyList<string> Differences(TraderState stored, TraderState replayed)
    {
        var found = new List<string>();
        CachedSnapshot a = stored.Snapshot;
        CachedSnapshot b = replayed.Snapshot;
        Compare(found, "order", a.Orders, b.Orders, static o => LiveRows.KeyOf(o), Text);
        Compare(found, "position", a.Positions, b.Positions, static p => LiveRows.Text(p.Key), Text);
        Compare(found, "account book", a.AccountBooks, b.AccountBooks, static k => LiveRows.Text(k.Key), Text);
        Compare(found, "life of position", stored.Lives, replayed.Lives, static l => LiveRows.KeyOf(l), Text);
        Compare(found, "instrument", a.Instruments, b.Instruments, static i => i.Id.Value, Text);
        Compare(found, "account", a.Accounts, b.Accounts, static i => i.Account.Value, Text);
        Compare(found, "balance", a.Balances, b.Balances, static i => RowKey.Of(i.Account.Value, i.Asset.Value), Text);
        Compare(found, "session", stored.Sessions, replayed.Sessions, static s => s.Id.Value, Text);
        Compare(
            found,
            "state of a strategy",
            stored.StrategyStates,
            replayed.StrategyStates,
            static s => RowKey.Of(s.Strategy.Value, s.Part.ToString()),
            Text);
        if (!a.PurgedTrades.SequenceEqual(b.PurgedTrades))
        {
            found.Add($"{a.PurgedTrades.Count} purged executions are stored; the journal says "
                + $"{b.PurgedTrades.Count}, or others.");
        }

        if (!stored.HeldEvents.SequenceEqual(replayed.HeldEvents))
        {
            found.Add($"{stored.HeldEvents.Count} held events are stored; the journal says "
                + $"{replayed.HeldEvents.Count}, or others.");
        }

        return found;
    }

    private static void Compare<T>(
        List<string> found,
        string what,
        IReadOnlyList<T> stored,
        IReadOnlyList<T> replayed,
        Func<T, string> key,
        Func<T, string> text)
    {
        Dictionary<string, string> told = Texts(replayed, key, text);
        foreach ((string name, string has) in Texts(stored, key, text))
        {
            if (!told.Remove(name, out string? should))
            {
                Add(found, $"The {what} '{name}' is stored; the journal does not know it.");
            }
            else if (should != has)
            {
                Add(found, $"The {what} '{name}' is stored other than the journal says.");
            }
        }

        foreach (string missing in told.Keys.Order(StringComparer.Ordinal))
        {
            Add(found, $"The {what} '{missing}' is not stored; the journal knows it.");
        }
    }

    /// <summary>Lives can share a name: one that ended, and one about to begin.</summary>
    private static Dictionary<string, string> Texts<T>(
        IReadOnlyList<T> items, Func<T, string> key, Func<T, string> text) => items
        .GroupBy(key, StringComparer.Ordinal)
        .ToDictionary(static g => g.Key, g => string.Join('\n', g.Select(text)), StringComparer.Ordinal);

    private static void Add(List<string> found, string difference)
    {
        if (found.Count < MaxDifferences)
        {
            found.Add(difference);
        }
    }

    private static string Text(OrderSnapshot order) => Json(new CachedSnapshot { Orders = [order] });

    private static string Text(PositionSnapshot position) => Json(new CachedSnapshot { Positions = [position] });

    private static string Text(AccountBookSnapshot book) => Json(new CachedSnapshot { AccountBooks = [book] });

    private static string Text(InstrumentDefinition known) => Json(new CachedSnapshot { Instruments = [known] });

    private static string Text(AccountSnapshot account) => Json(new CachedSnapshot { Accounts = [account] });

    private static string Text(BalanceSnapshot balance) => Json(new CachedSnapshot { Balances = [balance] });

    private static string Text(PositionLife life) =>
        $"{life with { Orders = [], CashFlows = [] }} {string.Join(' ', life.Orders)} "
        + string.Join(' ', life.CashFlows);

    private static string Text(SessionSnapshot session) =>
        $"{session with { Instruments = [], Parameters = [] }} {string.Join(' ', session.Instruments)} "
        + string.Join(' ', session.Parameters);

    private static string Text(StoredStrategyState stored) => string.Join(
        ' ', stored.States.Select(static s => $"{s.Version} {s.AsOf:O} {Convert.ToHexString(s.Bytes.Span)}"));

    private static string Json(CachedSnapshot snapshot) => Encoding.UTF8.GetString(SnapshotJson.Write(snapshot));
}

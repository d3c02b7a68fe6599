using System.Text;
using System.Text.Json;

namespace PositionRecovery.Tests.Sample;

public sealed class InspectTests
{
    [Fact]
    public async Task Inspect_Table_ShowsPositionsOrdersBalancesAndSessions()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, string error) = desk.Run("inspect");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith($"Trader desk-7 in sqlite:{desk.Database}:", Joined(output), StringComparison.Ordinal);
        Assert.Matches("SIM:BTCUSDT +reduced +1[.]5 +100 +30 [(]20%[)] +0[.]2", output);
        Assert.Matches("alpha in SIM:main +120 +5 ", output);
        Assert.Matches("C3 +SIM:BTCUSDT +buy 1 limit @ 100 +0 +– +accepted +2026-03-01 12:00:00Z", output);
        Assert.Matches("C1 +SIM:BTCUSDT +buy 2 limit @ 100 +2 +100 +filled", output);
        Assert.Matches("SIM:main +USDT +1000 +750", output);
        Assert.Matches("SE-\\w+ +stopped +2026-03-01 12:00:00Z +1000 +3 +2 +0 +0", output);
    }

    [Fact]
    public async Task Inspect_Tree_GoesFromAccountsDownToExecutions()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, _) = desk.Run("inspect", "--as", "tree");

        Assert.Equal(0, exitCode);
        string[] branches =
        [
            "SIM:main: 1000 USDT", "── SIM:BTCUSDT", "── alpha: reduced 1.5 @ 100", "── C1: buy 2",
            "── T-C1: 2 @ 100, fee 0.1 USDT",
        ];
        int[] places = [.. branches.Select(text => output.IndexOf(text, StringComparison.Ordinal))];
        Assert.All(places, place => Assert.True(place >= 0, output));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Inspect_Json_HoldsTheWholeState()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, _) = desk.Run("inspect", "--as", "json");

        Assert.Equal(0, exitCode);
        using var document = JsonDocument.Parse(output);
        Assert.Equal("desk-7", document.RootElement.GetProperty("trader").GetString());
        Assert.Empty(document.RootElement.GetProperty("quarantined").EnumerateArray());
        TraderState state = SnapshotJson.ReadState(
            Encoding.UTF8.GetBytes(document.RootElement.GetProperty("state").GetRawText()), "stdout");
        Assert.Equal(document.RootElement.GetProperty("sequence").GetInt64(), state.Snapshot.Sequence);
        Assert.Equal(3, state.Snapshot.Orders.Count);
        Assert.Equal(1.5m, Assert.Single(state.Lives).Quantity);
        Assert.Equal(1_005m, Assert.Single(state.Sessions).FinalCapital);
    }

    [Fact]
    public async Task Inspect_Journal_ShowsTheLastEntries()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, _) = desk.Run("inspect", "--journal", "3");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Balances", output, StringComparison.Ordinal);
        Assert.DoesNotContain("T-C1", output, StringComparison.Ordinal);
        Assert.Matches("engine +order intended +C3 buy 1 limit @ 100 of SIM:BTCUSDT for alpha", output);
        Assert.Matches("engine +order accepted +C3 [(]9003[)]", output);
        Assert.Matches("library +session stopped +SE-", output);
    }

    [Fact]
    public async Task Inspect_StateOfAStrategy_ShowsSizesAndNoBytes()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        await desk.KeepAsync(new StrategySnapshot { Version = 4, AsOf = StoredDesk.Start, Bytes = new byte[1_234] });

        (_, string output, _) = desk.Run("inspect");
        (_, string journal, _) = desk.Run("inspect", "--journal");

        const string words = "version 4 as of 2026-03-01 12:00:00Z, 1234 bytes";
        Assert.Matches("alpha +own +" + words, output);
        Assert.Contains($"strategy state saved own of alpha: {words}", Joined(journal), StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", output + journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_JournalAsJson_HasTheEntries()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (_, string output, _) = desk.Run("inspect", "--journal", "--as", "json");

        using var document = JsonDocument.Parse(output);
        JsonElement[] entries =
            [.. document.RootElement.GetProperty("journal").GetProperty("entries").EnumerateArray()];
        Assert.Equal("session-started", entries[0].GetProperty("event").GetProperty("kind").GetString());
        Assert.Equal(Enumerable.Range(1, entries.Length), entries.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.False(document.RootElement.TryGetProperty("state", out _));
    }

    [Fact]
    public async Task Inspect_History_TellsOldAndNewValues()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, _) = desk.Run("inspect", "--history");

        Assert.Equal(0, exitCode);
        Assert.Matches("SIM:BTCUSDT +opened +– +– +– +order-filled", output);
        Assert.Matches("SIM:BTCUSDT +reduced +2 +100 +0 +order-filled", output);
        Assert.Matches("alpha +1[.]5 +100 +5", output);
    }

    [Fact]
    public async Task Inspect_RowDamaged_ShowsTheRestAndSaysSo()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        desk.Intrude("UPDATE state_row SET payload = zeroblob(9) WHERE kind = 'Position'");

        (int exitCode, string output, _) = desk.Run("inspect");

        Assert.Equal(2, exitCode);
        Assert.Contains("! position row 'SIM:main SIM:BTCUSDT Net alpha'", output, StringComparison.Ordinal);
        Assert.Contains("rebuilt from the journal", Joined(output), StringComparison.Ordinal);
        Assert.Matches("SIM:BTCUSDT +reduced +1[.]5", output);
    }

    [Fact]
    public async Task Inspect_JournalEdited_ShowsWhatIsProvenBeforeIt()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        desk.Intrude("UPDATE journal SET payload = zeroblob(9) WHERE sequence = 5");

        (int exitCode, string output, _) = desk.Run("inspect", "--journal");

        Assert.Equal(2, exitCode);
        Assert.Contains("is broken at entry 5", Joined(output), StringComparison.Ordinal);
        Assert.Matches("4 +2026-03-01", output);
        Assert.DoesNotMatch("6 +2026-03-01", output);
    }

    /// <summary>As if the screen were wider.</summary>
    private static string Joined(string output) =>
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

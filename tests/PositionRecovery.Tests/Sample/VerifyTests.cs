using System.Text.Json;

namespace PositionRecovery.Tests.Sample;

public sealed class VerifyTests
{
    private const string KeyVariable = "POSITION_RECOVERY_VERIFY_TESTS_KEY";

    [Fact]
    public async Task Verify_Intact_SaysSoAndGivesAnAnchor()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, string error) = desk.Run("verify");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("ok     file", output, StringComparison.Ordinal);
        Assert.Contains("ok     journal", output, StringComparison.Ordinal);
        Assert.Contains("ok     rows", output, StringComparison.Ordinal);
        Assert.Contains("ok     state", output, StringComparison.Ordinal);
        Assert.Contains("Intact.", output, StringComparison.Ordinal);
        string line = output.Split('\n').Single(l => l.StartsWith("anchor 1 desk-7 ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(desk.PathOf("kept"), line);
        Assert.Equal(0, desk.Run("verify", "--anchor", desk.PathOf("kept")).ExitCode);
    }

    [Theory]
    [InlineData("UPDATE journal SET payload = zeroblob(9) WHERE sequence = 5", "WRONG  journal  edited at record 5.")]
    [InlineData("UPDATE state_row SET payload = zeroblob(9) WHERE kind = 'Order'", "WRONG  rows     order row")]
    [InlineData("DELETE FROM state_row WHERE kind = 'Position'", "WRONG  state    The position")]
    [InlineData("DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)", "The database is damaged")]
    [InlineData("DELETE FROM journal WHERE sequence = 3", "The database is damaged")]
    public async Task Verify_Damaged_SaysWhatAndEndsWith2(string intrusion, string says)
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        desk.Intrude(intrusion);

        (int exitCode, string output, string error) = desk.Run("verify");

        Assert.Equal(2, exitCode);
        Assert.Contains(says, output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("Intact.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Json_HasWhatWasFound()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        desk.Intrude("UPDATE journal SET payload = zeroblob(9) WHERE sequence = 5");

        (int exitCode, string output, _) = desk.Run("verify", "--as", "json");

        Assert.Equal(2, exitCode);
        using var document = JsonDocument.Parse(output);
        JsonElement journal = document.RootElement.GetProperty("journal");
        Assert.False(document.RootElement.GetProperty("isIntact").GetBoolean());
        Assert.Equal("edited", journal.GetProperty("fault").GetString());
        Assert.Equal(5, journal.GetProperty("firstBadSequence").GetInt64());
        Assert.Equal(4, JournalAnchor.Parse(journal.GetProperty("reached").GetString()!).Sequence);
    }

    [Fact]
    public async Task Verify_FileThatIsNoDatabase_IsDamaged()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        await File.WriteAllTextAsync(desk.Database, new string('x', 8192));

        (int exitCode, string output, string error) = desk.Run("verify");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("no SQLite database", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_StorePutBack_ShowsAgainstTheEnginesAnchor()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync(d => d.Options.AnchorPath = d.PathOf("anchor"));
        Assert.Equal(0, desk.Run("verify", "--anchor", desk.PathOf("anchor")).ExitCode);
        JournalAnchor head = JournalAnchor.Parse(await File.ReadAllTextAsync(desk.PathOf("anchor")));
        JournalAnchor later = head with { Sequence = head.Sequence + 3 };
        await File.WriteAllTextAsync(desk.PathOf("anchor"), later.ToString());

        (int exitCode, string output, _) = desk.Run("verify", "--anchor", desk.PathOf("anchor"));

        Assert.Equal(2, exitCode);
        Assert.Contains("WRONG  journal  truncated at record", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnchorThatIsNone_IsBadData()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        await File.WriteAllTextAsync(desk.PathOf("anchor"), "anchor 1 desk-7 12");

        Assert.Equal(65, desk.Run("verify", "--anchor", desk.PathOf("anchor")).ExitCode);
        Assert.Equal(65, desk.Run("verify", "--anchor", desk.PathOf("missing")).ExitCode);
    }

    [Fact]
    public async Task Verify_KeyedJournal_NeedsTheKey()
    {
        const string key = "a key of some length 1";
        using StoredDesk desk = await StoredDesk.TradedAsync(d => d.Options.JournalKey = Secret.FromText(key));
        Environment.SetEnvironmentVariable(KeyVariable, key);

        (int exitCode, string output, _) = desk.Run("verify", "--key-env", KeyVariable);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(key, output, StringComparison.Ordinal);
        Assert.Equal(2, desk.Run("verify").ExitCode);
        Assert.Equal(2, desk.Run("purge").ExitCode);
        Assert.Equal(64, desk.Run("verify", "--key-env", KeyVariable + "_2").ExitCode);
    }
}

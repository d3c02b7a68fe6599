namespace PositionRecovery.Tests;

/// <summary>Wrong options are named, all of them at once, before anything is done; secrets never print.</summary>
public sealed class StateOptionsTests
{
    [Fact]
    public void StateManager_SeveralWrongOptions_NamesEachWithItsValue()
    {
        var options = new StateOptions
        {
            GroupMaxEntries = 0,
            LeaseTime = TimeSpan.Zero,
            MaxPending = 1,
            FlushOnStart = true,
            JournalKey = Secret.FromText("short"),
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Make(options));

        Assert.Contains("GroupMaxEntries is 0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("LeaseTime is 00:00:00", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MaxPending is 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("FlushArchiveDirectory", refused.Message, StringComparison.Ordinal);
        Assert.Contains("JournalKey", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StateManager_DefaultOptions_AreRight() => Make(new StateOptions());

    [Fact]
    public void ToString_OfASecret_IsNotTheSecret()
    {
        var secret = Secret.FromText("hunter2-hunter2-hunter2");

        Assert.Equal("***", secret.ToString());
        Assert.DoesNotContain("hunter2", $"{new { secret }}", StringComparison.Ordinal);
    }

    private static StateManager Make(StateOptions options) => new(new StateSetup
    {
        Trader = new("t"), Store = new InMemoryPositionStore(), Options = options,
    });
}

using StackExchange.Redis;

namespace PositionRecovery.Redis.Tests;

public sealed class OptionsTests
{
    [Fact]
    public async Task Constructor_DefaultOptions_DoesNoIo()
    {
        await using var store = new RedisPositionStore(new RedisStoreOptions());

        Assert.Equal("localhost:6379", new RedisStoreOptions().Configuration);
    }

    [Fact]
    public void Constructor_SeveralBadMembers_NamesEachOfThem()
    {
        var options = new RedisStoreOptions
        {
            Configuration = " ",
            Database = -1,
            KeyPrefix = "desk{1}",
            ConnectTimeout = TimeSpan.Zero,
            OperationTimeout = TimeSpan.FromHours(1),
        };

        ArgumentException error = Assert.Throws<ArgumentException>(() => new RedisPositionStore(options));

        string[] members = ["Configuration", "Database", "KeyPrefix", "ConnectTimeout", "OperationTimeout"];
        Assert.All(members, member => Assert.Contains(member, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("tab\t")]
    [InlineData("ünicode")]
    [InlineData("}")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Constructor_BadKeyPrefix_IsRefused(string prefix) =>
        Assert.Throws<ArgumentException>(() => new RedisPositionStore(new RedisStoreOptions { KeyPrefix = prefix }));

    [Theory]
    [InlineData("localhost,connectTimeout=s3cr3t-canary")]
    [InlineData("localhost,s3cr3t-canary=yes")]
    [InlineData("password=s3cr3t-canary")]
    public void Constructor_ConfigurationNotUnderstood_RepeatsNothingOfIt(string configuration)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new RedisPositionStore(new RedisStoreOptions { Configuration = configuration }));

        Assert.Contains("Configuration", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ChangedAfterwards_KeepsWhatItWasGiven()
    {
        var options = new RedisStoreOptions { Database = 1 };
        var kept = new CheckedOptions(options, connects: true);

        options.Database = 2;

        Assert.Equal(1, kept.Database);
    }

    [Fact]
    public void Constructor_ConfigurationAborts_IsToldToKeepTrying()
    {
        var kept = new CheckedOptions(
            new RedisStoreOptions { Configuration = "localhost,abortConnect=true" }, connects: true);

        Assert.False(kept.Client!.AbortOnConnectFail);
    }

    [Fact]
    public void Constructor_OwnConnection_DoesNotReadTheConfiguration()
    {
        Func<CancellationToken, Task<IConnectionMultiplexer>> never =
            _ => throw new InvalidOperationException("Connected too early.");

        Assert.NotNull(new RedisPositionStore(new RedisStoreOptions { Configuration = string.Empty }, never));
    }

    [Fact]
    public void ToString_WithPassword_DoesNotShowIt()
    {
        var options = new RedisStoreOptions { Configuration = "localhost,password=s3cr3t-canary" };

        Assert.DoesNotContain(
            "s3cr3t-canary", options.ToString() + new RedisPositionStore(options), StringComparison.Ordinal);
    }
}

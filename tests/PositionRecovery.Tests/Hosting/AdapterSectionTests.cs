using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PositionRecovery.Redis;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Tests.Hosting;

public sealed class AdapterSectionTests
{
    [Fact]
    public void UseSqlite_WrongSection_IsOneErrorThatNamesAll()
    {
        var desk = new HostDesk { ["Sqlite:MustExist"] = "maybe", ["Sqlite:BusyTimeout"] = "5" };
        ArgumentException error = Assert.Throws<ArgumentException>(() => Store(desk, static b => b.UseSqlite()));
        Assert.Equal(
            "PositionRecovery:Sqlite:Path is missing; it must be the path of the database file. "
            + "PositionRecovery:Sqlite:MustExist is 'maybe'; it must be true or false. "
            + "PositionRecovery:Sqlite:BusyTimeout is '5'; it must be a time span such as 00:00:10.",
            error.Message);
    }

    [Fact]
    public void UseSqlite_KeyThatNobodyKnows_IsWarnedAbout()
    {
        var desk = new HostDesk { ["Sqlite:Path"] = "a.db", ["Sqlite:Paht"] = "b.db" };
        Assert.IsType<SqlitePositionStore>(Store(desk, static b => b.UseSqlite()));
        Assert.Equal(
            ["Configuration: PositionRecovery:Sqlite:Paht is not known and does nothing."],
            desk.Logs.Lines.Select(static l => l.Text));
    }

    [Theory]
    [InlineData("Database", "first", "PositionRecovery:Redis:Database is 'first'; it must be a whole number.")]
    [InlineData("AcceptLossWindow", "1", "PositionRecovery:Redis:AcceptLossWindow is '1'; it must be true or false.")]
    [InlineData("KeyPrefix", "{desk}", "KeyPrefix must be at most 64 visible ASCII characters without braces.")]
    [InlineData("Configuration", "h:1,pass word=hunter2,nonsense=", "Configuration ")]
    public void UseRedis_WrongValue_IsNamedWithoutTheSecret(string key, string value, string expected)
    {
        var desk = new HostDesk
        {
            ["Redis:Configuration"] = "localhost:1,password=hunter2", ["Redis:" + key] = value,
        };
        ArgumentException error = Assert.Throws<ArgumentException>(() => Store(desk, static b => b.UseRedis()));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error + string.Join(' ', desk.Logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void UseRedis_SectionWithEveryKey_IsTaken()
    {
        var desk = new HostDesk
        {
            ["Redis:Configuration"] = "localhost:1", ["Redis:Database"] = string.Empty, ["Redis:KeyPrefix"] = string.Empty,
            ["Redis:ConnectTimeout"] = "00:00:01", ["Redis:OperationTimeout"] = "00:00:01",
            ["Redis:AcceptLossWindow"] = "true",
        };
        Assert.IsType<RedisPositionStore>(Store(desk, static b => b.UseRedis()));
        Assert.Empty(desk.Logs.Lines);
    }

    [Fact]
    public void UseSqliteAndUseRedis_OptionsInCode_NeedTheirsInCodeToo()
    {
        PositionRecoveryBuilder builder = new ServiceCollection().AddPositionRecovery(static _ => { });
        Assert.Throws<InvalidOperationException>(() => builder.UseSqlite());
        Assert.Throws<InvalidOperationException>(() => builder.UseRedis());
        builder.UseSqlite(new SqliteStoreOptions { Path = "a.db" });
        Assert.Throws<InvalidOperationException>(() => builder.UseRedis(new RedisStoreOptions()));
    }

    private static IPositionStore Store(HostDesk desk, Func<PositionRecoveryBuilder, PositionRecoveryBuilder> use)
    {
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.Begin();
        use(recovery);
        IHost host = builder.Build();
        return host.Services.GetRequiredService<IPositionStore>();
    }
}

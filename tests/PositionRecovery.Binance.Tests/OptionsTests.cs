using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PositionRecovery.Binance.Tests;

public sealed class OptionsTests
{
    public static TheoryData<string, Func<BinanceOptions, BinanceOptions>> Wrong => new()
    {
        { "BinanceOptions.Product is Unknown", static o => o with { Product = BinanceProduct.Unknown } },
        { "BinanceOptions.Product is 9", static o => o with { Product = (BinanceProduct)9 } },
        { "BinanceOptions.Network is Unknown", static o => o with { Network = BinanceNetwork.Unknown } },
        { "BinanceOptions.Account is 'main'", static o => o with { Account = new("main") } },
        { "BinanceOptions.Account is 'BINANCE:'", static o => o with { Account = new("BINANCE:") } },
        { "BinanceOptions.RecvWindow is 00:01:00.0010000", static o => o with { RecvWindow = new(0, 0, 0, 60, 1) } },
        { "BinanceOptions.RecvWindow is 00:00:00", static o => o with { RecvWindow = TimeSpan.Zero } },
        { "BinanceOptions.RequestTimeout is 00:03:00", static o => o with { RequestTimeout = new(0, 3, 0) } },
        { "BinanceOptions.MaxWeightShare is 1.1", static o => o with { MaxWeightShare = 1.1m } },
        { "BinanceOptions.MaxWeightShare is 0;", static o => o with { MaxWeightShare = 0m } },
        { "BinanceOptions.MaxReplyBytes is 5;", static o => o with { MaxReplyBytes = 5 } },
        {
            "BinanceOptions.BaseAddress is 'http://example.com'",
            static o => o with { BaseAddress = new Uri("http://example.com") }
        },
        {
            "BinanceOptions.BaseAddress is 'https://example.com'",
            static o => o with { BaseAddress = new Uri("https://user:password@example.com") }
        },
        {
            "BinanceOptions.KeyCheckAddress is relative",
            static o => o with { KeyCheckAddress = new Uri("/x", UriKind.Relative) }
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Set_WrongValue_NamesTheOptionAndTheValue(string message, Func<BinanceOptions, BinanceOptions> set)
    {
        using var wire = new Wire();
        BinanceOptions options = wire.Options();

        ArgumentException error = Assert.Throws<ArgumentException>(() => set(options));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BinanceProduct.UsdMarginedFutures, OrderClass.Conditional, false, true, 89.0)]
    [InlineData(BinanceProduct.CoinMarginedFutures, OrderClass.Conditional, false, true, 89.0)]
    [InlineData(BinanceProduct.Spot, OrderClass.Regular, true, false, null)]
    public void Connect_AProduct_HasItsProfile(
        BinanceProduct product, OrderClass triggers, bool pairs, bool reduces, double? historyDays)
    {
        using var wire = new Wire();

        VenuePorts ports = BinanceVenue.Connect(wire.Options(product));

        VenueProfile profile = ports.Reports.Profile;
        Assert.Equal(wire.Options(product).Account.Value, profile.Venue + ":main");
        Assert.Equal(triggers, profile.TriggerOrderClass);
        Assert.Equal(pairs, profile.SupportsOneCancelsOther);
        Assert.Equal(reduces, profile.SupportsReduceOnly);
        Assert.Equal(historyDays, profile.HistoryRetention?.TotalDays);
        Assert.Equal(SubmitGuarantee.QueryableById, profile.SubmitGuarantee);
        Assert.Equal(TimeSpan.FromSeconds(6), profile.RequestLife);
        Assert.NotNull(ports.Orders);
        Assert.NotNull(ports.History);
    }

    [Fact]
    public void Connect_ReadOnly_HasNoOrderGateway()
    {
        using var wire = new Wire();

        Assert.Null(BinanceVenue.Connect(wire.Options() with { IsReadOnly = true }).Orders);
    }

    [Fact]
    public void AddBinance_SectionOfThatName_IsRead()
    {
        IServiceCollection services = Services(
            ("Product", "Spot"), ("Account", "BINANCE-SPOT:main"), ("Network", "Test"), ("IsReadOnly", "true"),
            ("RecvWindow", "00:00:03"), ("ApiKey", "k"), ("ApiSecret", "s"));

        using ServiceProvider provider = services.BuildServiceProvider();
        VenuePorts ports = provider.GetServices<VenuePorts>().Single();

        Assert.Equal(new VenueId("BINANCE-SPOT"), ports.Reports.Profile.Venue);
        Assert.Equal(TimeSpan.FromSeconds(4), ports.Reports.Profile.RequestLife);
        Assert.Null(ports.Orders);
    }

    [Theory]
    [InlineData("Binance:main:Product is 'Options'; it must be one of UsdMarginedFutures", "Product", "Options")]
    [InlineData("Binance:main:Account is 'a b'", "Account", "a b")]
    [InlineData("BinanceOptions.Account is 'main'", "Account", "main")]
    [InlineData("Binance:main:RecvWindow is '5'", "RecvWindow", "5")]
    [InlineData("Binance:main has keys that are not known: Recvwindows.", "Recvwindows", "5")]
    [InlineData("Binance:main:ApiKey is missing", "ApiKey", "")]
    [InlineData("Binance:main has both ApiSecret and ApiSecretVariable", "ApiSecretVariable", "X")]
    public void AddBinance_WrongSetting_IsAnErrorThatNamesIt(string message, string key, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["Product"] = "Spot", ["Account"] = "BINANCE-SPOT:main", ["ApiKey"] = "canary-k", ["ApiSecret"] = "canary-s",
        };
        settings[key] = value;
        using ServiceProvider provider =
            Services([.. settings.Select(static s => (s.Key, s.Value))]).BuildServiceProvider();

        ArgumentException error = Assert.Throws<ArgumentException>(() => provider.GetServices<VenuePorts>().ToArray());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private static ServiceCollection Services(params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("P:TraderId", "desk-7"),
            .. settings.Select(static s => new KeyValuePair<string, string?>("P:Binance:main:" + s.Key, s.Value)),
        ]).Build();
        var services = new ServiceCollection();
        services.AddPositionRecovery(configuration.GetSection("P")).UseInMemoryStore().AddBinance("main");
        return services;
    }
}

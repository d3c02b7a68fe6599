namespace PositionRecovery.Tests.Continuous;

public sealed class ComparisonTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Account = new("V:main");
    private static readonly InstrumentId Btc = new("V:BTC");

    private static OrderSnapshot Working { get; } = new()
    {
        Intent = new OrderIntent
        {
            Id = new("o-1"), Strategy = new("trend"), Account = Account, Instrument = Btc, Side = OrderSide.Buy,
            Type = OrderType.Limit, Quantity = 2m, Price = 100m,
        },
        Status = OrderStatus.PartiallyFilled, VenueOrder = new("17"), Filled = 1m,
    };

    private static OrderReport Report { get; } = new()
    {
        Account = Account, Instrument = Btc, ClientOrder = new("o-1"), VenueOrder = new("17"), Side = OrderSide.Buy,
        Type = OrderType.Limit, Status = OrderStatus.PartiallyFilled, Quantity = 2m, Filled = 1m, Price = 100m,
    };

    public static TheoryData<string, string?> Reports => new()
    {
        { "same", null },
        { "says little", null },
        { "by client id only", null },
        { "filled", "order o-1 has filled 1.5, not 1" },
        { "smaller", "order o-1 is for 1.2" },
        { "moved", "order o-1 is at 101" },
        { "ended", "order o-1 is Canceled" },
        { "other", "order o-2 is not known" },
    };

    private static VenueAnswer Orders(params VenueReport[] reports) =>
        VenueAnswer.Complete(new OpenOrdersQuery { Account = Account }, Now, reports);

    [Theory]
    [MemberData(nameof(Reports))]
    public void OpenOrders_Report_DiffersWhereItSaysSo(string which, string? difference)
    {
        OrderReport report = which switch
        {
            "says little" => Report with { Quantity = null, Filled = null, Price = null, TriggerPrice = null },
            "by client id only" => Report with { VenueOrder = null },
            "filled" => Report with { Filled = 1.5m },
            "smaller" => Report with { Quantity = 1.2m },
            "moved" => Report with { Price = 101m },
            "ended" => Report with { Status = OrderStatus.Canceled },
            "other" => Report with { ClientOrder = new("o-2"), VenueOrder = new("18") },
            _ => Report,
        };
        VenueReport[] reports = which == "other" ? [Report, report] : [report];
        var found = OpenOrderComparison.Differences([Working], [Orders(reports)]);
        Assert.Equal(difference is null ? [] : [difference], found.Values);
    }

    [Fact]
    public void OpenOrders_NotListed_DiffersOnlyInAWholeListOfItsClass()
    {
        VenueAnswer conditional = VenueAnswer.Complete(
            new OpenOrdersQuery { Account = Account, Class = OrderClass.Conditional }, Now, []);
        VenueAnswer partial = VenueAnswer.Partial(new OpenOrdersQuery { Account = Account }, Now, Now, [], "one page");
        Assert.Empty(OpenOrderComparison.Differences([Working], [conditional, partial]));
        Assert.Equal(
            ["order o-1 is not among the open ones"], OpenOrderComparison.Differences([Working], [Orders()]).Values);
    }

    [Theory]
    [InlineData("3", "3", true, null)]
    [InlineData("3", "2", true, "the books have 3, the venue 2")]
    [InlineData("3", null, true, "the books have 3, the venue nothing")]
    [InlineData("3", null, false, null)]
    [InlineData("0", null, true, null)]
    [InlineData("0", "1", false, "the books have 0, the venue 1")]
    public void Positions_Quantities_DifferWhereShown(string books, string? venue, bool isWhole, string? difference)
    {
        var query = new PositionsQuery { Account = Account };
        VenueReport[] rows = venue is null
            ? []
            : [new PositionReport { Account = Account, Instrument = Btc, Quantity = Number(venue) }];
        var cached = new CachedSnapshot
        {
            AccountBooks = [new() { Key = new BookKey(Account, Btc, PositionSide.Net), Quantity = Number(books) }],
        };
        VenueAnswer answer = isWhole
            ? VenueAnswer.Complete(query, Now, rows)
            : VenueAnswer.Partial(query, Now, Now, rows, "one page");
        Assert.Equal(
            difference is null ? [] : [difference],
            PositionComparison.Differences(cached, answer).Select(static d => d.Difference));
    }

    [Fact]
    public void Take_SameDifferenceOftenEnough_IsLookedIntoOnceInAWhile()
    {
        var suspicions = new Suspicions<string>(2, 2, TimeSpan.FromMinutes(1));
        Assert.Empty(suspicions.Take([("btc", "3, not 2")], Now));
        Assert.Equal(["btc"], suspicions.Take([("btc", "3, not 2")], Now.AddSeconds(5)));
        Assert.Empty(suspicions.Take([("btc", "3, not 2")], Now.AddSeconds(10)));
        Assert.False(suspicions.IsWorn("btc"));
        Assert.Equal(["btc"], suspicions.Take([("btc", "3, not 2")], Now.AddSeconds(65)));
        Assert.True(suspicions.IsWorn("btc"));
        Assert.Empty(suspicions.Take([("btc", "3, not 2")], Now.AddSeconds(300)));
        Assert.Equal(["btc"], suspicions.Take([("btc", "3, not 2")], Now.AddSeconds(700)));
    }

    [Fact]
    public void Take_DifferenceThatChangesOrGoes_BeginsAnew()
    {
        var suspicions = new Suspicions<string>(2, 2, TimeSpan.FromMinutes(1));
        suspicions.Take([("btc", "3, not 2")], Now);
        Assert.Empty(suspicions.Take([("btc", "4, not 2")], Now));
        Assert.Empty(suspicions.Take([], Now));
        Assert.Empty(suspicions.Take([("btc", "4, not 2")], Now));
    }

    [Fact]
    public void Take_NotReadInBetween_NeitherForgetsNorCounts()
    {
        var suspicions = new Suspicions<string>(2, 2, TimeSpan.FromMinutes(1));
        Assert.Empty(suspicions.Take([("btc", "3, not 2"), ("eth", "1, not 0")], Now));
        Assert.Empty(suspicions.Take([], Now.AddSeconds(1), static key => key == "eth"));
        Assert.Equal(["btc"], suspicions.Take([("btc", "3, not 2"), ("eth", "1, not 0")], Now.AddSeconds(2)));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

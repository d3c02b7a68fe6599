using System.Text;

namespace PositionRecovery.Tests;

/// <summary>Whatever can be constructed can be reconciled: times at the ends of the calendar and numbers at the ends of
/// their ranges cost one position its verdict, never the others theirs. What cannot be true is refused where it is
/// made.</summary>
public sealed class HostileInputTests
{
    private const decimal Huge = 1_000_000_000_000_000m;
    private const decimal Tiny = 0.0000000000000000000000000001m;

    private static readonly AccountId Account = new("SIM:main");
    private static readonly StrategyId Alpha = new("alpha");
    private static readonly AssetId Btc = new("BTC");
    private static readonly DateTimeOffset Read = new(2026, 3, 1, 13, 0, 0, TimeSpan.Zero);

    private static readonly InstrumentDefinition Linear = new()
    {
        Id = new("ETHUSDT"), PriceIncrement = 0.01m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    private static readonly InstrumentDefinition Bystander = Linear with { Id = new("SOLUSDT") };

    private static readonly InstrumentDefinition Large = Linear with
    {
        Id = new("LARGE"),
        Multiplier = 1_000_000_000_000m,
    };

    private static readonly InstrumentDefinition Inverse = Linear with
    {
        Id = new("BTCUSD"),
        BaseAsset = Btc,
        IsInverse = true,
    };

    private static readonly InstrumentDefinition Spot = Linear with
    {
        Id = new("BTC-USDT"),
        BaseAsset = Btc,
        IsSpot = true,
    };

    public static TheoryData<string> Moments => [.. Timeless.Keys];

    public static TheoryData<string> Numbers => [.. Endless.Keys];

    public static TheoryData<string> Impossible => [.. Refused.Keys];

    private static Dictionary<string, (CachedSnapshot Cached, VenueAnswer[] Answers)> Timeless { get; } = new()
    {
        ["executions since ever"] = (
            Cached(), [Fills(DateTimeOffset.MinValue, Read), Positions(Read, Holds(10m, 100m))]),
        ["executions until ever"] = (
            Cached() with { AccountBooks = [Book(0m, null) with { AgreedAt = Read.AddHours(-1) }] },
            [Fills(Read.AddHours(-2), DateTimeOffset.MaxValue), Positions(Read, Holds(10m, 100m))]),
        ["agreed for ever"] = (
            Cached() with { AccountBooks = [Book(0m, null) with { AgreedAt = DateTimeOffset.MaxValue }] },
            [Fills(Read.AddHours(-2), Read), Positions(Read, Holds(10m, 100m))]),
        ["position read before all time"] = (
            Holding(1m, 1m), [Positions(DateTimeOffset.MinValue, Holds(2m, 1m)), Fills(Read.AddHours(-2), Read)]),
        ["order created after all time"] = (
            Working(Sent()), [Open(Seen() with { CreatedAt = DateTimeOffset.MaxValue }), Positions(Read)]),
        ["request without a deadline"] = (
            Working(Sent() with { SendDeadline = DateTimeOffset.MaxValue }), [Open(), NotFound(Read), Positions(Read)]),
        ["cancel requested after all time"] = (
            Working(Sent() with
            {
                Status = OrderStatus.PendingCancel,
                VenueOrder = new("V"),
                RequestedAt = DateTimeOffset.MaxValue,
            }),
            [Open(Seen()), Positions(Read)]),
        ["order not found before all time"] = (
            Working(Sent()),
            [Open(), NotFound(DateTimeOffset.MinValue), Fills(DateTimeOffset.MinValue, Read), Positions(Read)]),
        ["order not found after all time"] = (
            Working(Sent()),
            [Open(), NotFound(DateTimeOffset.MaxValue), NotFound(DateTimeOffset.MaxValue), Positions(Read)]),
        ["position absent after all time"] = (
            Holding(1m, 1m), [Positions(DateTimeOffset.MaxValue), Positions(DateTimeOffset.MaxValue)]),
    };

    private static Dictionary<string, (CachedSnapshot Cached, VenueAnswer[] Answers)> Endless { get; } = new()
    {
        ["an order filled beyond what can be kept"] = (
            Working(Sent() with { VenueOrder = new("V") }),
            [Fills(Deal("T1", Huge, 1m), Deal("T2", Huge, 1m)), Positions(Read, Holds(Huge, 1m))]),
        ["a profit beyond a decimal"] = (
            Cached(),
            [Fills(Deal("T1", Huge, 1m, Large), Deal("T2", -Huge, 1_000_000_000_000m, Large)), Positions(Read)]),
        ["an inverse price next to nothing"] = (
            Cached(), [Fills(Deal("T1", Huge, Tiny, Inverse), Deal("T2", -Huge, 1m, Inverse)), Positions(Read)]),
        ["a rebate as large as the purchase"] = (
            Cached(), [Fills(Deal("T1", Huge, 1m, Spot) with { Fee = -Huge, FeeAsset = Btc }), Positions(Read)]),
        ["owners beyond their account"] = (
            Cached() with { Positions = [Owned(Alpha, Huge), Owned(new("beta"), Huge)] },
            [Positions(Read, Holds(Huge, 1m))]),
        ["profits beyond a decimal"] = (
            Cached() with
            {
                Positions = [.. Enumerable.Range(0, 100).Select(static i =>
                    Owned(new($"s{i}"), 1m) with { RealizedPnl = 1_000_000_000_000_000_000_000_000_000m })],
            },
            [Fills(Deal("T1", 1m, 1m)), Positions(Read, Holds(101m, 1m))]),
        ["a balance that nothing explains"] = (
            Holding(-Huge, 1m, Spot),
            [
                Positions(Read),
                VenueAnswer.Complete(
                    new BalancesQuery { Account = Account },
                    Read,
                    [new BalanceReport { Account = Account, Asset = Btc, Total = Huge }]),
            ]),
    };

    private static Dictionary<string, (Action Make, string Member, string Value)> Refused { get; } = new()
    {
        ["the same order twice"] = (() => _ = Cached() with { Orders = [Sent(), Sent()] }, "Orders", "a"),
        ["one instrument twice"] = (
            () => _ = Cached() with { Instruments = [Linear, Linear with { Multiplier = 2m }] },
            "Instruments",
            "ETHUSDT"),
        ["one owner's book twice"] = (
            () => _ = Cached() with { Positions = [Owned(Alpha, 1m), Owned(Alpha, 2m)] }, "Positions", "alpha"),
        ["one account's book twice"] = (
            () => _ = Cached() with { AccountBooks = [Book(1m, 1m), Book(2m, 1m)] }, "AccountBooks", "ETHUSDT"),
        ["one account twice"] = (
            () => _ = Cached() with { Accounts = [new() { Account = Account }, new() { Account = Account }] },
            "Accounts",
            "SIM:main"),
        ["one balance twice"] = (() => _ = Cached() with { Balances = [Balance(1m), Balance(2m)] }, "Balances", "BTC"),
        ["a share of nobody"] = (() => Shared(default), "Allocations", "Strategy"),
        ["a share of nothing"] = (() => Shared(new FillAllocation(Alpha, 0m)), "Allocations", "0"),
        ["shares that do not add up"] = (() => Shared(new FillAllocation(Alpha, 2m)), "Fills", "T0"),
        ["a profit that no one made"] = (
            () => _ = Book(1m, 1m) with { RealizedPnl = decimal.MaxValue },
            "RealizedPnl",
            "79228162514264337593543950335"),
        ["an empty claim"] = (
            () => Reconciler.Reconcile(Cached(), VenueSnapshot.Of([]), new() { Claims = [null!] }, Read),
            "Claims",
            "empty"),
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Reconcile_TimesAtTheEndsOfTheCalendar_DoNotThrow(string which)
    {
        (CachedSnapshot cached, VenueAnswer[] answers) = Timeless[which];

        AssertTheBystanderIsRepaired(cached, answers);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Reconcile_NumbersBeyondWhatCanBeKept_CostOnlyTheirPosition(string which)
    {
        (CachedSnapshot cached, VenueAnswer[] answers) = Endless[which];

        ReconciliationPlan plan = AssertTheBystanderIsRepaired(cached, answers);

        InstrumentVerdict verdict = Assert.Single(plan.Verdicts, static v => v.Instrument != Bystander.Id);
        Assert.Equal(Verdict.Unverified, verdict.Verdict);
        Assert.Contains("beyond what can be kept", verdict.Explanation, StringComparison.Ordinal);
        Assert.Contains(plan.Diff, static d => d.Severity == Severity.Critical
            && d.Explanation.Contains("beyond what can be kept", StringComparison.Ordinal));
        Assert.All(plan.Projected.AccountBooks, b => Assert.True(
            b.Key.Instrument == Bystander.Id || cached.AccountBooks.Contains(b), "its books must not change"));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Reconcile_NumbersBeyondWhatCanBeKept_PlansTheSameAgain(string which)
    {
        (CachedSnapshot cached, VenueAnswer[] answers) = Endless[which];
        ReconciliationPlan plan = AssertTheBystanderIsRepaired(cached, answers);

        ReconciliationPlan again = Reconciler.Reconcile(
            plan.Projected, VenueSnapshot.Of(WithBystander(answers)), new(), Read.AddSeconds(10));

        Assert.DoesNotContain(again.Events, static e => e is OrderEvent or OrderFilledEvent);
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Make_WhatCannotBeTrue_IsRefusedByName(string which)
    {
        (Action make, string member, string value) = Refused[which];

        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(make);

        Assert.Contains(member, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(value, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OneOrderUnderTwoNamesMadeOne_IsRefused()
    {
        OrderSnapshot other = Sent() with { Intent = Sent().Intent with { Id = new("other") } };
        byte[] two = SnapshotJson.Write(Cached() with { Orders = [Sent(), other] });
        string text = Encoding.UTF8.GetString(two).Replace("\"other\"", "\"a\"", StringComparison.Ordinal);

        SnapshotFormatException refusal = Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadCached(Encoding.UTF8.GetBytes(text), "test"));

        Assert.Contains("twice", refusal.Message, StringComparison.Ordinal);
    }

    private static ReconciliationPlan AssertTheBystanderIsRepaired(CachedSnapshot cached, VenueAnswer[] answers)
    {
        ReconciliationPlan plan = Reconciler.Reconcile(
            cached, VenueSnapshot.Of(WithBystander(answers)), new(), Read.AddSeconds(10));

        AccountBookSnapshot book = Assert.Single(
            plan.Projected.AccountBooks, static b => b.Key.Instrument == Bystander.Id);
        Assert.Equal(3m, book.Quantity);
        return plan;
    }

    private static VenueAnswer[] WithBystander(VenueAnswer[] answers) =>
    [
        .. answers,
        VenueAnswer.Complete(
            new FillsQuery { Account = Account, Instrument = Bystander.Id, From = Read.AddDays(-9) },
            Read,
            [Deal("B", 3m, 5m, Bystander)]),
        VenueAnswer.Complete(
            new PositionsQuery { Account = Account, Instrument = Bystander.Id },
            Read,
            [Holds(3m, 5m) with { Instrument = Bystander.Id }]),
    ];

    private static CachedSnapshot Cached() => new() { Instruments = [Linear, Bystander, Large, Inverse, Spot] };

    private static CachedSnapshot Working(OrderSnapshot order) => Cached() with { Orders = [order] };

    private static CachedSnapshot Holding(decimal quantity, decimal price, InstrumentDefinition? instrument = null) =>
        Cached() with
        {
            Positions = [Owned(Alpha, quantity, instrument) with { AveragePrice = price }],
            AccountBooks = [Book(quantity, price, instrument)],
        };

    private static AccountBookSnapshot Book(
        decimal quantity, decimal? price, InstrumentDefinition? instrument = null) => new()
        {
            Key = new(Account, (instrument ?? Linear).Id, PositionSide.Net), Quantity = quantity, AveragePrice = price,
        };

    private static PositionSnapshot Owned(
        StrategyId owner, decimal quantity, InstrumentDefinition? instrument = null) => new()
        {
            Key = new(owner, Account, (instrument ?? Linear).Id, PositionSide.Net), Quantity = quantity, AveragePrice = 1m,
        };

    private static BalanceSnapshot Balance(decimal total) => new() { Account = Account, Asset = Btc, Total = total };

    private static OrderSnapshot Sent() => new()
    {
        Intent = new()
        {
            Id = new("a"), Strategy = Alpha, Account = Account, Instrument = Linear.Id, Side = OrderSide.Buy,
            Type = OrderType.Limit, Quantity = Huge, Price = 1m, PositionSide = PositionSide.Net,
        },
        Status = OrderStatus.Submitted,
        IntendedAt = Read.AddHours(-1),
    };

    private static void Shared(FillAllocation share) => _ = Sent() with
    {
        Fills =
        [
            new FillSnapshot
            {
                Trade = new("T0"), Order = new("a"), Account = Account, Instrument = Linear.Id, Side = OrderSide.Buy,
                Quantity = 1m, Price = 1m, At = Read, Allocations = [share],
            },
        ],
    };

    private static OrderReport Seen() => new()
    {
        Account = Account, Instrument = Linear.Id, ClientOrder = new("a"), VenueOrder = new("V"), Side = OrderSide.Buy,
        Type = OrderType.Limit, Status = OrderStatus.Accepted, Quantity = Huge, Price = 1m,
        PositionSide = PositionSide.Net,
    };

    private static FillReport Deal(
        string trade, decimal quantity, decimal price, InstrumentDefinition? instrument = null) => new()
        {
            Account = Account, Instrument = (instrument ?? Linear).Id, Trade = new(trade),
            PositionSide = PositionSide.Net,
            ClientOrder = instrument is null ? new("a") : new ClientOrderId("by-" + trade),
            VenueOrder = new(instrument is null ? "V" : trade),
            Side = quantity < 0m ? OrderSide.Sell : OrderSide.Buy, Quantity = Math.Abs(quantity), Price = price,
            At = Read.AddMinutes(-30 + trade[^1] - 'A'),
        };

    private static PositionReport Holds(decimal quantity, decimal average) => new()
    {
        Account = Account, Instrument = Linear.Id, Side = PositionSide.Net, Quantity = quantity, AveragePrice = average,
    };

    private static VenueAnswer Positions(DateTimeOffset asOf, params VenueReport[] reports) =>
        VenueAnswer.Complete(new PositionsQuery { Account = Account }, asOf, reports);

    private static VenueAnswer Open(params VenueReport[] reports) =>
        VenueAnswer.Complete(new OpenOrdersQuery { Account = Account }, Read, reports);

    private static VenueAnswer NotFound(DateTimeOffset asOf) => VenueAnswer.Complete(
        new OrderQuery { Account = Account, Instrument = Linear.Id, ClientOrder = new("a") },
        asOf,
        []);

    private static VenueAnswer Fills(DateTimeOffset from, DateTimeOffset to) =>
        VenueAnswer.Complete(new FillsQuery { Account = Account, Instrument = Linear.Id, From = from }, to, []);

    private static VenueAnswer Fills(params VenueReport[] reports) =>
        VenueAnswer.Complete(new FillsQuery { Account = Account, From = Read.AddDays(-9) }, Read, reports);
}

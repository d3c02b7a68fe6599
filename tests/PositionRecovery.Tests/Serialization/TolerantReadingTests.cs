using System.Text;

namespace PositionRecovery.Tests.Serialization;

public sealed class TolerantReadingTests
{
    [Fact]
    public void ReadCached_OnlyTheHead_IsTheEmptySnapshot()
    {
        CachedSnapshot read = ReadCached("");
        Assert.Equal(SnapshotJson.Write(new CachedSnapshot()), SnapshotJson.Write(read));
    }

    [Fact]
    public void ReadOptions_OnlyTheHead_AreTheDefaults()
    {
        byte[] utf8 = """{ "version": 1, "format": "position-recovery/options" }"""u8.ToArray();
        Assert.Equal(
            SnapshotJson.Write(new ReconciliationOptions()),
            SnapshotJson.Write(SnapshotJson.ReadOptions(utf8, "options.json")));
    }

    [Fact]
    public void ReadCached_OnlyRequiredMembers_HasTheDefaultsOfTheModel()
    {
        CachedSnapshot read = ReadCached("""
            , "instruments": [ { "id": "X:i", "priceIncrement": 0.1, "quantityIncrement": 1, "quoteAsset": "USD" } ],
              "orders": [ { "status": "accepted", "intent": { "id": "c-1", "strategy": "s", "account": "X:a",
                "instrument": "X:i", "side": "buy", "type": "limit", "quantity": 1 }, "fills": [ { "trade": "t",
                "order": "c-1", "account": "X:a", "instrument": "X:i", "side": "buy", "quantity": 1, "price": 2,
                "at": "2026-03-01T12:00:00Z" } ] } ],
              "accounts": [ { "account": "X:a" } ]
            """);
        var intent = new OrderIntent
        {
            Id = new("c-1"), Strategy = new("s"), Account = new("X:a"), Instrument = new("X:i"),
            Side = OrderSide.Buy, Type = OrderType.Limit, Quantity = 1m,
        };
        var fill = new FillSnapshot
        {
            Trade = new("t"), Order = new("c-1"), Account = new("X:a"), Instrument = new("X:i"),
            Side = OrderSide.Buy, Quantity = 1m, Price = 2m, At = GoldenCached.Start,
        };
        var expected = new CachedSnapshot
        {
            Instruments =
            [
                new() { Id = new("X:i"), PriceIncrement = 0.1m, QuantityIncrement = 1m, QuoteAsset = new("USD") },
            ],
            Orders = [new() { Intent = intent, Status = OrderStatus.Accepted, Fills = [fill] }],
            Accounts = [new() { Account = new("X:a") }],
        };
        Assert.Equal(Text(SnapshotJson.Write(expected)), Text(SnapshotJson.Write(read)));
    }

    [Fact]
    public void ReadVenue_OnlyRequiredMembersOfReports_HaveTheDefaultsOfTheModel()
    {
        VenueSnapshot read = ReadVenue("""
            { "kind": "order", "account": "X:a", "instrument": "X:i", "side": "buy", "status": "accepted" },
            { "kind": "position", "account": "X:a", "instrument": "X:i", "quantity": -1 },
            { "kind": "fill", "account": "X:a", "instrument": "X:i", "trade": "t", "side": "sell", "quantity": 1,
              "price": 2, "at": "2026-03-01T13:00:00+01:00" },
            { "kind": "account", "account": "X:a" }
            """);
        AccountId account = new("X:a");
        InstrumentId instrument = new("X:i");
        VenueSnapshot expected = VenueSnapshot.Of(VenueAnswer.Complete(
            new MarksQuery { Account = account },
            GoldenCached.Start,
            [
                new OrderReport
                {
                    Account = account, Instrument = instrument, Side = OrderSide.Buy, Status = OrderStatus.Accepted,
                },
                new PositionReport { Account = account, Instrument = instrument, Quantity = -1m },
                new FillReport
                {
                    Account = account, Instrument = instrument, Trade = new("t"), Side = OrderSide.Sell,
                    Quantity = 1m, Price = 2m, At = GoldenCached.Start,
                },
                new AccountReport { Account = account },
            ]));
        Assert.Equal(Text(SnapshotJson.Write(expected)), Text(SnapshotJson.Write(read)));
    }

    [Fact]
    public void ReadCached_MembersNobodyKnows_AreLeftOut()
    {
        CachedSnapshot read = ReadCached("""
            , "sequence": 7, "colour": "green", "nested": { "deep": [ [ { "x": null } ] ] },
              "balances": [ { "account": "X:a", "asset": "BTC", "total": "1", "colour": 5 } ]
            """);
        Assert.Equal(7, read.Sequence);
        Assert.Equal(1m, Assert.Single(read.Balances).Total);
    }

    [Fact]
    public void ReadCached_MembersThatAreNull_CountAsLeftOut()
    {
        CachedSnapshot read = ReadCached(""", "sequence": null, "orders": null""");
        Assert.Empty(read.Orders);
        Assert.Equal(0, read.Sequence);
    }

    [Fact]
    public void ReadVenue_StatusAndTypeInForeignWords_AreUnknownAndTheWordIsKept()
    {
        OrderReport order = ReadOrder(""" "status": "NEW_INSURANCE", "type": "ICEBERG" """);
        Assert.Equal(OrderStatus.Unknown, order.Status);
        Assert.Equal(OrderType.Unknown, order.Type);
        Assert.Equal("NEW_INSURANCE", order.RawStatus);
    }

    [Fact]
    public void ReadVenue_ForeignStatusBesideARawStatus_KeepsTheRawStatus() =>
        Assert.Equal("Z", ReadOrder(""" "status": "Y", "rawStatus": "Z" """).RawStatus);

    [Fact]
    public void ReadVenue_EndlessForeignStatus_IsCut() =>
        Assert.Equal(512, ReadOrder($$""" "status": "{{new string('x', 9_999)}}" """).RawStatus!.Length);

    [Theory]
    [InlineData("partiallyFilled")]
    [InlineData("PartiallyFilled")]
    [InlineData("PARTIALLYFILLED")]
    public void ReadVenue_WordInOtherCase_IsTheWord(string word)
    {
        OrderReport order = ReadOrder($$""" "status": "{{word}}" """);
        Assert.Equal(OrderStatus.PartiallyFilled, order.Status);
        Assert.Null(order.RawStatus);
    }

    [Fact]
    public void ReadCached_ByteOrderMark_IsSkipped()
    {
        byte[] utf8 = [0xEF, 0xBB, 0xBF, .. SnapshotJson.Write(GoldenCached.Snapshot)];
        Assert.Single(SnapshotJson.ReadCached(utf8, "cached.json").Orders);
    }

    [Fact]
    public void ReadCached_BareNumber_NeverPassesThroughADouble()
    {
        CachedSnapshot read = ReadCached(
            """, "balances": [ { "account": "X:a", "asset": "BTC", "total": 0.1000000000000000055511151231 } ]""");
        Assert.Equal(0.1000000000000000055511151231m, Assert.Single(read.Balances).Total);
    }

    [Fact]
    public void Write_TimeWithAnOffset_IsTheSameInstantInUtc()
    {
        var local = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(7);
        var written = new CachedSnapshot { Accounts = [new() { Account = new("X:a"), AgreedAt = local }] };
        byte[] utf8 = SnapshotJson.Write(written);
        Assert.Contains("2026-03-01T12:00:00.0000007Z", Text(utf8), StringComparison.Ordinal);
        Assert.Equal(local, SnapshotJson.ReadCached(utf8, "cached.json").Accounts[0].AgreedAt);
    }

    private static OrderReport ReadOrder(string members) => Assert.IsType<OrderReport>(Assert.Single(
        ReadVenue($$"""{ "kind": "order", "account": "X:a", "instrument": "X:i", "side": "buy", {{members}} }""")
            .Answers[0].Reports));

    private static CachedSnapshot ReadCached(string members) => SnapshotJson.ReadCached(
        Encoding.UTF8.GetBytes($$"""{ "format": "position-recovery/cached", "version": 1{{members}} }"""),
        "cached.json");

    private static VenueSnapshot ReadVenue(string reports) => SnapshotJson.ReadVenue(
        Encoding.UTF8.GetBytes($$"""
            { "format": "position-recovery/venue", "version": 1, "answers": [ { "coverage": "complete",
              "query": { "kind": "marks", "account": "X:a" }, "asOf": "2026-03-01T12:00:00Z",
              "reports": [ {{reports}} ] } ] }
            """),
        "venue.json");

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}

using System.Globalization;
using System.Text.Json;
using PositionRecovery.Testing;

namespace PositionRecovery.Exchange.Tests;

/// <summary>A client that others wrote trades here, and sees what is true.</summary>
public sealed class CcxtTests
{
    [CcxtTheory]
    [InlineData("one-way")]
    [InlineData("hedge")]
    public async Task Ccxt_AtTheFutures_SeesTheTruth(string scene)
    {
        Assert.True(Ccxt.IsHere, Ccxt.Reason);
        await using House house = await House.OpenAsync(clock: TimeProvider.System, feeRate: 0.0004m);
        JsonElement seen = Ccxt.Run(scene, house.Server.BaseAddress, House.Key);
        bool isHedge = scene == "hedge";
        IReadOnlyList<OrderReport> open = house.Futures.OpenOrdersOf(House.Account);

        Assert.True(seen.GetProperty("timeIsNear").GetBoolean());
        Assert.Equal(
            """{"symbols":["BTC/USDT:USDT","ETH/USDT:USDT"],"tick":0.1,"step":0.001,"least":5}""",
            seen.GetProperty("market").GetRawText());
        Assert.Equal(isHedge, seen.GetProperty("hedged").GetBoolean());
        Assert.Equal("cx-gone canceled", seen.GetProperty("gone").GetString());
        Assert.Equal(-2021, seen.GetProperty("refused").GetInt32());
        Assert.Equal(Orders(open, OrderClass.Regular), Orders(seen.GetProperty("open")));
        Assert.Equal(Orders(open, OrderClass.Conditional), Orders(seen.GetProperty("conditional")));
        Assert.Equal(2, seen.GetProperty("conditional").GetArrayLength());
        Assert.Equal(Positions(house.Futures.PositionsOf(House.Account)), Positions(seen));
        Assert.All(
            seen.GetProperty("positions").EnumerateArray(),
            p => Assert.Equal(isHedge, p.GetProperty("hedged").GetBoolean()));
        CheckMoney(house.Futures, seen);
        await CheckAdapterAsync(house, isSpot: false, seen);
    }

    [CcxtTheory]
    [InlineData("spot")]
    public async Task Ccxt_AtTheSpotMarket_SeesTheTruth(string scene)
    {
        Assert.True(Ccxt.IsHere, Ccxt.Reason);
        await using House house = await House.OpenAsync(clock: TimeProvider.System, feeRate: 0.001m);
        JsonElement seen = Ccxt.Run(scene, house.Server.BaseAddress, House.Key);

        Assert.Equal(
            """{"symbols":["ADA/USDT"],"tick":0.0001,"step":0.1,"least":5}""",
            seen.GetProperty("market").GetRawText());
        Assert.Equal("cx-gone canceled", seen.GetProperty("gone").GetString());
        Assert.Equal(
            Orders(house.Spot.OpenOrdersOf(House.Account), OrderClass.Regular), Orders(seen.GetProperty("open")));
        Assert.Equal(2, seen.GetProperty("everywhere").GetInt32());
        CheckMoney(house.Spot, seen);
        await CheckAdapterAsync(house, isSpot: true, seen);
    }

    /// <summary>Two clients that know nothing of each other see the same account.</summary>
    private static async Task CheckAdapterAsync(House house, bool isSpot, JsonElement seen)
    {
        var adapter = new Adapter(house, isSpot);
        IReadOnlyList<OrderReport> open = await adapter.OpenOrdersAsync();
        Assert.Equal(Orders(seen.GetProperty("open")), Orders(open, OrderClass.Regular));
        Assert.Equal(Trades(seen), Trades(await adapter.FillsAsync(isSpot ? "ADAUSDT" : "ETHUSDT")));
        if (!isSpot)
        {
            Assert.Equal(Orders(seen.GetProperty("conditional")), Orders(open, OrderClass.Conditional));
            Assert.Equal(Positions(seen), Positions(await adapter.PositionsAsync()));
        }
    }

    private static void CheckMoney(SimulatedVenue venue, JsonElement seen)
    {
        Assert.Equal(
            venue.BalancesOf(House.Account).Select(static b => $"{b.Asset} {Text(b.Total)} {Text(b.Available)}"),
            seen.GetProperty("balance").EnumerateObject().Select(static b =>
                $"{b.Name} {Number(b.Value, "total")} {Number(b.Value, "free")}"));
        Assert.Equal(Trades(venue.FillsOf(House.Account)), Trades(seen));
        Assert.NotEmpty(venue.FillsOf(House.Account));
    }

    private static string[] Positions(IReadOnlyList<PositionReport> positions) =>
        [.. positions.Where(static p => p.Quantity != 0m).Select(static p =>
            $"{(p.Quantity > 0m ? "long" : "short")} {Text(Math.Abs(p.Quantity))} {Text(p.AveragePrice)}")];

    private static string[] Positions(JsonElement seen) =>
        [.. seen.GetProperty("positions").EnumerateArray().Select(static p =>
            $"{p.GetProperty("side").GetString()} {Number(p, "amount")} {Number(p, "entry")}")];

    private static string[] Trades(IReadOnlyList<FillReport> fills) =>
        [.. fills.Select(static f =>
            $"{f.Trade} {f.VenueOrder} {f.Side} {Text(f.Quantity)} {Text(f.Price)} {Text(f.Fee)} {f.FeeAsset}")];

    private static string[] Trades(JsonElement seen) =>
        [.. seen.GetProperty("trades").EnumerateArray().Select(static t =>
            $"{t.GetProperty("id").GetString()} {t.GetProperty("order").GetString()} "
            + $"{(t.GetProperty("side").GetString() == "buy" ? OrderSide.Buy : OrderSide.Sell)} "
            + $"{Number(t, "amount")} {Number(t, "price")} {Number(t, "fee")} {t.GetProperty("asset").GetString()}")];

    private static string[] Orders(IReadOnlyList<OrderReport> orders, OrderClass service) =>
        [.. orders.Where(o => o.Class == service).Select(static o =>
            $"{o.VenueOrder} {o.ClientOrder} {(o.Side == OrderSide.Buy ? "buy" : "sell")} {Text(o.Quantity)} "
            + $"{Text(o.Price ?? 0m)} {Text(o.TriggerPrice ?? 0m)} open").Order(StringComparer.Ordinal)];

    private static string[] Orders(JsonElement orders) =>
        [.. orders.EnumerateArray().Select(static o =>
            $"{o.GetProperty("id").GetString()} {o.GetProperty("client").GetString()} "
            + $"{o.GetProperty("side").GetString()} {Number(o, "amount")} {Number(o, "price")} {Number(o, "trigger")} "
            + $"{o.GetProperty("status").GetString()}").Order(StringComparer.Ordinal)];

    private static string Number(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? Text(number.GetDecimal()) : Text(0m);

    private static string Text(decimal? value) => value?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";
}

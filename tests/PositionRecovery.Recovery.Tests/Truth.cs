using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>What must hold after every recovery, judged by the venue's own ledger.</summary>
internal static class Truth
{
    /// <summary>Books and venue agree; every position has one stop and one take-profit over all of it; no client order
    /// id was accepted twice; nothing is unprotected.</summary>
    public static void Holds(Market market, Engine engine, string where = "")
    {
        CachedSnapshot books = engine.Coordinator.State.Snapshot();
        foreach (InstrumentDefinition instrument in (InstrumentDefinition[])[Market.Btc, Market.Eth])
        {
            var key = new BookKey(Market.Account, instrument.Id, PositionSide.Net);
            decimal there = market.Venue.QuantityOf(key);
            decimal here = books.AccountBooks.FirstOrDefault(b => b.Key == key)?.Quantity ?? 0m;
            Assert.True(there == here, $"{where}: {instrument.Id} is {there} there and {here} here");
            Assert.Equal(there, books.Positions.Where(p => p.Key.Book == key).Sum(static p => p.Quantity));
            HasExits(market, engine, instrument.Id, where);
        }

        IsNeverTwice(market, where);
    }

    /// <summary>No client order id was accepted twice, and no leg of a position has two orders that work.</summary>
    public static void IsNeverTwice(Market market, string where)
    {
        foreach (IGrouping<ClientOrderId, AcceptedOrder> same in market.Venue.AcceptedOrders.GroupBy(static o => o.Id))
        {
            Assert.True(same.Count() == 1, $"{where}: {same.Key} was accepted {same.Count()} times");
        }

        foreach (var leg in market.Venue.OpenOrdersOf(Market.Account)
            .Where(static o => o.ClientOrder?.Value.StartsWith("X-", StringComparison.Ordinal) == true)
            .GroupBy(static o => (o.Instrument, o.Side, o.Type)))
        {
            Assert.True(leg.Count() == 1, $"{where}: {leg.Count()} orders of {leg.Key} work");
        }
    }

    public static string Describe(Engine engine) => string.Join(
        '\n',
        [
            engine.Coordinator.LastReport?.Summary ?? "no report",
            .. engine.Coordinator.LastReport?.Problems ?? [],
            .. engine.Coordinator.LastReport?.Exits.Select(static e => $"{e.Leg} {e.Order} {e.Outcome}: {e.Explanation}") ?? [],
            .. engine.Coordinator.LastReport?.Plan?.Diff.Select(static d => $"{d.Kind} {d.Action}: {d.Explanation}") ?? [],
            .. engine.Coordinator.LastReport?.Plan?.Questions.Select(static q => $"? {q.Query} {q.Reason}") ?? [],
            .. engine.Coordinator.LastReport?.Verdicts.Select(static v => $"{v}") ?? [],
            .. engine.Coordinator.Unprotected.Select(static u => $"unprotected: {u.Key} {u.Reason}"),
        ]);

    private static void HasExits(Market market, Engine engine, InstrumentId instrument, string where)
    {
        OrderReport[] exits = [.. market.Venue.OpenOrdersOf(Market.Account).Where(o => o.Instrument == instrument
            && o.ClientOrder?.Value.StartsWith("X-", StringComparison.Ordinal) == true)];
        decimal ours = engine.QuantityOf(instrument) ?? 0m;
        if (ours == 0m)
        {
            Assert.True(exits.Length == 0, $"{where}\n{Describe(engine)}");
            return;
        }

        Assert.True(exits.Length == 2, $"{where}\n{Describe(engine)}");
        Assert.Equal(
            [OrderType.StopMarket, OrderType.TakeProfitMarket], exits.Select(static e => e.Type).Order().ToArray());
        Assert.All(exits, e => Assert.Equal(Math.Abs(ours), e.Quantity - (e.Filled ?? 0m)));
        Assert.All(exits, e => Assert.Equal(ours > 0m ? OrderSide.Sell : OrderSide.Buy, e.Side));
        Assert.DoesNotContain(engine.Coordinator.Unprotected, u => u.Key.Instrument == instrument);
    }
}

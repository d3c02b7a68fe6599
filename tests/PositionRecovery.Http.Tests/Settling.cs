using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>What comes after an outcome that nobody knows, and what must hold then, by the exchange's ledger.</summary>
internal static class Settling
{
    private const int MaxRestarts = 4;

    /// <summary>Engines start one after the other, each when what the one before had under way is too old, until
    /// nothing is in doubt.</summary>
    /// <param name="market">Where it happens.</param>
    /// <param name="next">Makes the next engine.</param>
    /// <param name="late">The life that ended, when what it sent arrives only after the next start.</param>
    /// <param name="where">What it is about, for a test that fails.</param>
    public static async Task<Engine> SettleAsync(Market market, Func<Engine> next, CrashSwitch? late, string where)
    {
        Engine engine = next();
        RecoveryReport report = await engine.StartAsync();
        if (late is not null)
        {
            await late.DeliverLateAsync();
            IsNeverTwice(market, where);
            report = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything, CancellationToken.None);
        }

        for (int i = 0; i < MaxRestarts && !IsSettled(engine, report); i++)
        {
            IsNeverTwice(market, where);
            engine.Kill();
            market.Clock.Skip(Market.LongAfter);
            engine = next();
            report = await engine.StartAsync();
        }

        Assert.True(IsSettled(engine, report), $"{where}\n{engine.Describe()}");
        return engine;
    }

    /// <summary>Books and exchange agree, and every position of ours has one stop and one take-profit over all of it.
    /// </summary>
    public static void Holds(Market market, Engine engine, string where)
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

    /// <summary>No client order id was taken twice, and no leg of a position has two orders that work.</summary>
    public static void IsNeverTwice(Market market, string where)
    {
        foreach (IGrouping<ClientOrderId, AcceptedOrder> same in market.Venue.AcceptedOrders.GroupBy(static o => o.Id))
        {
            Assert.True(same.Count() == 1, $"{where}: {same.Key} was accepted {same.Count()} times");
        }

        foreach (var leg in Working(market).GroupBy(static o => (o.Instrument, o.Side, o.Type)))
        {
            Assert.True(leg.Count() == 1, $"{where}: {leg.Count()} orders of {leg.Key} work");
        }
    }

    private static void HasExits(Market market, Engine engine, InstrumentId instrument, string where)
    {
        decimal ours = engine.QuantityOf(instrument) ?? 0m;
        string[] wanted = ours == 0m ? [] : ["StopMarket", "TakeProfitMarket"];
        Assert.True(
            wanted.SequenceEqual(Working(market).Where(o => o.Instrument == instrument
                && o.Quantity - (o.Filled ?? 0m) == Math.Abs(ours)
                && o.Side == (ours > 0m ? OrderSide.Sell : OrderSide.Buy)).Select(static o => $"{o.Type}").Order()),
            $"{where}: {instrument} {ours}\n{engine.Describe()}");
        Assert.DoesNotContain(engine.Coordinator.Unprotected, u => u.Key.Instrument == instrument);
    }

    private static OrderReport[] Working(Market market) => [.. market.Venue.OpenOrdersOf(Market.Account)
        .Where(static o => o.ClientOrder?.Value.StartsWith("X-", StringComparison.Ordinal) == true)];

    private static bool IsSettled(Engine engine, RecoveryReport report) =>
        report.Outcome == RecoveryOutcome.Ready && engine.Coordinator.Unprotected.Count == 0
        && engine.Coordinator.State.Snapshot().Orders.All(static o => o.IsTerminal || o.VenueOrder is not null)
        && report.Exits.All(static e => e.Outcome != ExitOutcome.Pending);
}

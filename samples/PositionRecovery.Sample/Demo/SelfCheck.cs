using PositionRecovery.Sqlite;
using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>Compares what the engine stored with what the exchange knows. The exchange's own ledger is the judge.
/// </summary>
internal static class SelfCheck
{
    /// <param name="venue">The exchange.</param>
    /// <param name="folder">Where the engine kept its state. It is stopped.</param>
    /// <param name="outcome">How the recovery ended.</param>
    /// <param name="unheard">The order that was accepted when the engine was killed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<Check>> RunAsync(
        SimulatedVenue venue, DemoFolder folder, RecoveryOutcome outcome, ClientOrderId unheard,
        CancellationToken cancellationToken)
    {
        await using var store = new SqlitePositionStore(new SqliteStoreOptions
        {
            Path = folder.Database, MustExist = true, CreateDirectory = false,
        });
        var reader = new StateReader(store, EngineSetup.Trader, journalKey: null);
        StoredPicture stored = await reader.LoadAsync(cancellationToken);
        StateVerification proof = await reader.VerifyAsync(anchor: null, cancellationToken);
        CachedSnapshot books = stored.State.Snapshot;
        Listing[] traded = [DemoMarket.Btc, DemoMarket.Eth];
        return
        [
            new Check("the recovery ended ready", outcome == RecoveryOutcome.Ready, Words.Of(outcome)),
            .. traded.Select(listing => Positions(venue, books, listing)),
            .. traded.Select(listing => Exits(venue, listing)),
            Unheard(venue, books, unheard),
            Repeated(venue),
            new Check(
                "the journal and the stored state are intact",
                proof.IsIntact,
                proof.Journal.IsIntact ? $"{Words.Count(proof.Differences.Count, "difference", "differences")}"
                    : proof.Journal.Explanation),
        ];
    }

    private static Check Positions(SimulatedVenue venue, CachedSnapshot books, Listing listing)
    {
        var key = new BookKey(SampleExchange.Account, listing.Id, PositionSide.Net);
        decimal there = venue.QuantityOf(key);
        decimal here = books.Positions.Where(p => p.Key.Book == key).Sum(static p => p.Quantity);
        return new Check(
            $"{listing.Symbol}: the books hold what the exchange holds",
            here == there && there != 0m,
            $"{Words.Of(here)} and {Words.Of(there)}");
    }

    private static Check Exits(SimulatedVenue venue, Listing listing)
    {
        decimal held = venue.QuantityOf(new BookKey(SampleExchange.Account, listing.Id, PositionSide.Net));
        OrderReport[] exits = [.. venue.OpenOrdersOf(SampleExchange.Account).Where(o => o.Instrument == listing.Id && o.IsReduceOnly)];
        string[] found = [.. exits.OrderBy(static e => e.Type).Select(static e =>
            $"{Words.Of(e.Type)} {Words.Of(e.Quantity)}")];
        return new Check(
            $"{listing.Symbol}: one stop and one take-profit work, for all of it",
            exits.Length == 2 && exits.All(e => e.Quantity == Math.Abs(held))
                && exits.All(e => e.Side == (held > 0m ? OrderSide.Sell : OrderSide.Buy))
                && exits.Count(static e => e.Type == OrderType.StopMarket) == 1
                && exits.Count(static e => e.Type == OrderType.TakeProfitMarket) == 1,
            found.Length == 0 ? "none" : string.Join(", ", found));
    }

    private static Check Unheard(SimulatedVenue venue, CachedSnapshot books, ClientOrderId unheard)
    {
        OrderSnapshot? order = books.Orders.FirstOrDefault(o => o.Intent.Id == unheard);
        int accepted = venue.AcceptedOrders.Count(o => o.Id == unheard);
        return new Check(
            "the order in flight at the kill was sent once; its fill is booked",
            accepted == 1 && order?.Status == OrderStatus.Filled,
            $"accepted {accepted}x, {(order is null ? "unknown" : Words.Of(order.Status))} {Words.Of(order?.Filled)}");
    }

    private static Check Repeated(SimulatedVenue venue)
    {
        IReadOnlyList<AcceptedOrder> ledger = venue.AcceptedOrders;
        string[] twice = [.. ledger.Where(static o => o.Occurrence > 1).Select(static o => o.Id.Value)];
        return new Check(
            "the exchange accepted no client order id twice",
            twice.Length == 0,
            twice.Length == 0 ? $"{ledger.Count} orders" : string.Join(", ", twice));
    }
}

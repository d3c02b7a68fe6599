using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>What must hold after every recovery, for any number of venues, accounts and strategies, judged by the
/// venues' own ledgers.</summary>
internal static class Ledger
{
    /// <summary>Books and venues agree in positions and open orders, owners sum to the books, and no client order id was
    /// taken twice.</summary>
    public static void Agrees(RecoveryCoordinator coordinator, params SimulatedVenue[] venues)
    {
        CachedSnapshot books = coordinator.State.Snapshot();
        foreach (SimulatedVenue venue in venues)
        {
            foreach (AccountId account in venue.Profile.Accounts)
            {
                PositionsAgree(books, venue, account);
                Assert.Equal(
                    venue.OpenOrdersOf(account)
                        .Select(static o => Line(o.Instrument, o.ClientOrder, o.Quantity - o.Filled)).Order(),
                    books.Orders.Where(o => o.Intent.Account == account && !o.IsTerminal)
                        .Select(static o => Line(o.Intent.Instrument, o.Intent.Id, o.Remaining)).Order());
            }

            Assert.All(venue.AcceptedOrders, static o => Assert.Equal(1, o.Occurrence));
        }
    }

    /// <summary>Every position of a strategy has one stop and one take-profit over all of it, and there are no other
    /// exits of ours.</summary>
    public static void HasExitsOnce(RecoveryCoordinator coordinator, params SimulatedVenue[] venues)
    {
        PositionSnapshot[] positions = [.. coordinator.State.Snapshot().Positions
            .Where(static p => p.Quantity != 0m && p.Key.Strategy != StrategyId.External)];
        string words = coordinator.LastReport?.Words() ?? "no report";
        foreach (SimulatedVenue venue in venues)
        {
            foreach (AccountId account in venue.Profile.Accounts)
            {
                string[] wanted = [.. positions.Where(p => p.Key.Account == account).SelectMany(p =>
                    new[] { OrderType.StopMarket, OrderType.TakeProfitMarket }.Select(t => Line(
                        p.Key.Instrument, p.Key.Side, t, p.IsLong ? OrderSide.Sell : OrderSide.Buy, Math.Abs(p.Quantity))))];
                string[] working = [.. venue.OpenOrdersOf(account).Where(IsExit).Select(static o => Line(
                    o.Instrument, o.PositionSide, o.Type, o.Side, o.Quantity - (o.Filled ?? 0m)))];
                Assert.True(
                    wanted.Order(StringComparer.Ordinal).SequenceEqual(working.Order(StringComparer.Ordinal)),
                    $"wanted {string.Join(", ", wanted)}; working {string.Join(", ", working)}\n{words}");
            }
        }

        Assert.Empty(coordinator.Unprotected);
    }

    public static bool IsExit(OrderReport order) =>
        order.ClientOrder?.Value.StartsWith("X-", StringComparison.Ordinal) == true;

    private static void PositionsAgree(CachedSnapshot books, SimulatedVenue venue, AccountId account)
    {
        Dictionary<BookKey, decimal> there = venue.PositionsOf(account).Where(static p => p.Quantity != 0m)
            .ToDictionary(static p => p.Key, static p => p.Quantity);
        Assert.Equal(
            Lines(there),
            Lines(books.AccountBooks.Where(b => b.Key.Account == account && b.Quantity != 0m)
                .ToDictionary(static b => b.Key, static b => b.Quantity)));
        Assert.Equal(
            Lines(there),
            Lines(books.Positions.Where(p => p.Key.Account == account).GroupBy(static p => p.Key.Book)
                .Select(static g => (g.Key, Sum: g.Sum(static p => p.Quantity))).Where(static g => g.Sum != 0m)
                .ToDictionary(static g => g.Key, static g => g.Sum)));
    }

    private static string[] Lines(Dictionary<BookKey, decimal> quantities) =>
        [.. quantities.Select(static q => FormattableString.Invariant($"{q.Key.Instrument} {q.Key.Side} {q.Value:G29}"))
            .Order(StringComparer.Ordinal)];

    private static string Line(InstrumentId instrument, ClientOrderId? order, decimal? remaining) =>
        FormattableString.Invariant($"{instrument} {order} {remaining:G29}");

    private static string Line(
        InstrumentId instrument, PositionSide position, OrderType? type, OrderSide? side, decimal? quantity) =>
        FormattableString.Invariant($"{instrument} {position} {type} {side} {quantity:G29}");
}

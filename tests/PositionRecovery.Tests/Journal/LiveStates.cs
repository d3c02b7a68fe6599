using System.Text;

namespace PositionRecovery.Tests;

/// <summary>Live states made from snapshots and rows, and compared as text.</summary>
internal static class LiveStates
{
    internal static LiveState Of(CachedSnapshot snapshot)
    {
        var loader = new LiveLoader();
        foreach (OrderSnapshot order in snapshot.Orders)
        {
            loader.Add(order with { Fills = [] });
            for (int i = 0; i < order.Fills.Count; i++)
            {
                loader.Add(new StoredFill(order.Fills[i], i));
            }
        }

        IEnumerable<object> parts =
        [
            .. snapshot.AccountBooks, .. snapshot.Positions, .. snapshot.Instruments, .. snapshot.Accounts,
            .. snapshot.Balances,
        ];
        foreach (object part in parts)
        {
            loader.Add(part);
        }

        LiveState state = loader.Finish(snapshot.Sequence, out IReadOnlyList<FillSnapshot> orphans);
        Assert.Empty(orphans);
        return state;
    }

    /// <summary>A snapshot as text, its lists in one order.</summary>
    internal static string Text(CachedSnapshot snapshot) => Encoding.UTF8.GetString(SnapshotJson.Write(snapshot with
    {
        Sequence = 0,
        Instruments = [.. snapshot.Instruments.OrderBy(i => i.Id.Value, StringComparer.Ordinal)],
        Orders = [.. snapshot.Orders
            .OrderBy(o => o.Intent.Account.Value, StringComparer.Ordinal)
            .ThenBy(o => o.Intent.Instrument.Value, StringComparer.Ordinal)
            .ThenBy(o => o.Intent.Id.Value, StringComparer.Ordinal)],
        Positions = [.. snapshot.Positions.OrderBy(p => p.Key, KeyOrder.Positions)],
        AccountBooks = [.. snapshot.AccountBooks.OrderBy(b => b.Key, KeyOrder.Books)],
        Accounts = [.. snapshot.Accounts.OrderBy(a => a.Account.Value, StringComparer.Ordinal)],
        Balances = [.. snapshot.Balances
            .OrderBy(b => b.Account.Value, StringComparer.Ordinal)
            .ThenBy(b => b.Asset.Value, StringComparer.Ordinal)],
        PurgedTrades = [.. snapshot.PurgedTrades.OrderBy(t => t.ToString(), StringComparer.Ordinal)],
    }));
}

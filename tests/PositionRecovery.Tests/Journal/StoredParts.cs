namespace PositionRecovery.Tests;

/// <summary>Rows as a store would keep them.</summary>
internal static class StoredParts
{
    internal static IEqualityComparer<PositionLife> SameLife { get; } = EqualityComparer<PositionLife>.Create(
        (a, b) => Plain(a!) == Plain(b!) && a!.Orders.SequenceEqual(b!.Orders)
            && a.CashFlows.SequenceEqual(b.CashFlows));

    internal static void Store(Dictionary<(RowKind, string), object> stored, IEnumerable<StateChange> changes)
    {
        foreach (StateChange change in changes)
        {
            if (change.Content is null)
            {
                stored.Remove((change.Kind, change.Key));
            }
            else
            {
                stored[(change.Kind, change.Key)] = change.Content;
            }
        }
    }

    /// <summary>Stores all there is, as if it were new.</summary>
    internal static void StoreAll(Dictionary<(RowKind, string), object> stored, LiveState state)
    {
        foreach (LiveOrder order in state.Orders)
        {
            order.Told = [];
            state.Dirty.Add(order);
        }

        foreach (LiveBook book in state.Books.Values)
        {
            state.Dirty.Add(book);
            Store(stored, book.Owners.Select(o => new StateChange(RowKind.Position, LiveRows.Text(o.Key), o)));
        }

        state.Dirty.Instruments.UnionWith(state.Instruments.Keys);
        state.Dirty.Accounts.UnionWith(state.Accounts.Keys);
        state.Dirty.Balances.UnionWith(state.Balances.Keys);
        Store(stored, LiveRows.Take(state));
    }

    internal static LiveState Load(Dictionary<(RowKind, string), object> stored, long sequence)
    {
        var loader = new LiveLoader();
        foreach (object content in stored.Values.Reverse())
        {
            loader.Add(content);
        }

        LiveState state = loader.Finish(sequence, out IReadOnlyList<FillSnapshot> orphans);
        Assert.Empty(orphans);
        return state;
    }

    private static PositionLife Plain(PositionLife life) => life with { Orders = [], CashFlows = [] };
}

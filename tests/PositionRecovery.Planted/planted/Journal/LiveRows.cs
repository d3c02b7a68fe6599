using System.Globalization;

namespace PositionRecovery;

/// <summary>What changed in the live state, as the parts that are stored of it. Each part is named once; the last word
/// on it counts.</summary>
internal static class LiveRows
{
    /// <summary>Hands out what changed and forgets that it did.</summary>
    internal static List<StateChange> Take(LiveState state)
    {
        DirtyList dirty = state.Dirty;
        var changes = new List<StateChange>();
        foreach (LiveOrder order in dirty.Orders)
        {
            Order(changes, order);
        }

        foreach (LiveBook book in dirty.Books)
        {
            Book(changes, book);
        }

        Lives(changes, dirty);
        Facts(changes, state);
        bool mayRepeat = dirty.LivesGone.Count + dirty.PurgedGone.Count > 0
            || dirty.Orders.Exists(static o => o.IsGone);
        dirty.Clear();
        return mayRepeat ? LastWords(changes) : changes;
    }

    internal static string KeyOf(OrderSnapshot order) => RowKey.Of(
        order.Intent.Account.Value, order.Intent.Instrument.Value, order.Intent.Id.Value);

    internal static string KeyOf(PositionLife life) => RowKey.Of(Text(life.Key), life.Epoch?.Value ?? "-");

    internal static string Text(PositionKey key) => RowKey.Of(Text(key.Book), key.Strategy.Value);

    internal static string Text(BookKey key) => RowKey.Of(key.Account.Value, key.Instrument.Value, key.Side.ToString());

    /// <summary>What went may have come again under the same key: an id used twice, a position that turned out to be
    /// open still. The later change counts.</summary>
    private static List<StateChange> LastWords(List<StateChange> changes)
    {
        var last = new Dictionary<(RowKind, string), StateChange>(changes.Count);
        foreach (StateChange change in changes)
        {
            last[(change.Kind, change.Key)] = change;
        }

        return last.Count == changes.Count ? changes : [.. last.Values];
    }

    private static void Order(List<StateChange> changes, LiveOrder order)
    {
        string key = KeyOf(order.Snapshot);
        IReadOnlyList<FillSnapshot> fills = order.IsGone ? [] : order.Snapshot.Fills;
        changes.Add(new(
            RowKind.Order,
            key,
            order.IsGone ? null : order.Snapshot with { Fills = FrozenList<FillSnapshot>.Empty }));
        for (int i = 0; i < fills.Count; i++)
        {
            if (i >= order.Told.Count || !ReferenceEquals(order.Told[i], fills[i]))
            {
                changes.Add(new(RowKind.Fill, FillKey(key, i), new StoredFill(fills[i], i)));
            }
        }

        for (int i = fills.Count; i < order.Told.Count; i++)
        {
            changes.Add(new(RowKind.Fill, FillKey(key, i), null));
        }

        order.Told = fills;
    }

    private static string FillKey(string order, int ordinal) =>
        RowKey.Of(order, ordinal.ToString(CultureInfo.InvariantCulture));

    private static void Book(List<StateChange> changes, LiveBook book)
    {
        if (book.Book is { } account)
        {
            changes.Add(new(RowKind.AccountBook, Text(book.Key), account));
        }

        foreach (PositionSnapshot owner in book.Untold())
        {
            changes.Add(new(RowKind.Position, Text(owner.Key), owner));
        }
    }

    private static void Lives(List<StateChange> changes, DirtyList dirty)
    {
        foreach (LiveLife live in dirty.LivesGone)
        {
            changes.Add(new(RowKind.PositionLife, KeyOf(live.Life), null));
        }

        foreach (LiveLife live in dirty.Lives.Except(dirty.LivesGone))
        {
            changes.Add(new(RowKind.PositionLife, KeyOf(live.Life), live.Life));
        }
    }

    private static void Facts(List<StateChange> changes, LiveState state)
    {
        DirtyList dirty = state.Dirty;
        foreach (InstrumentId id in dirty.Instruments)
        {
            changes.Add(new(RowKind.Instrument, id.Value, state.Instruments.GetValueOrDefault(id)));
        }

        foreach (AccountId id in dirty.Accounts)
        {
            changes.Add(new(RowKind.Account, id.Value, state.Accounts.GetValueOrDefault(id)));
        }

        foreach ((AccountId Account, AssetId Asset) id in dirty.Balances)
        {
            changes.Add(new(
                RowKind.Balance, RowKey.Of(id.Account.Value, id.Asset.Value), state.Balances.GetValueOrDefault(id)));
        }

        changes.AddRange(dirty.PurgedGone.Select(static c => new StateChange(RowKind.PurgedTrades, KeyOf(c), null)));
        changes.AddRange(dirty.Purged
            .DistinctBy(static p => (p.Key, p.At.UtcTicks / TimeSpan.TicksPerHour))
            .SelectMany(p => state.Purged.Chunks(p.Key, p.At))
            .Select(static c => new StateChange(RowKind.PurgedTrades, KeyOf(c), c)));
        changes.AddRange(dirty.Held
            .GroupBy(static h => h.Sequence)
            .Select(static h => new StateChange(RowKind.HeldEvent, Text(h.Key), h.Last().Event)));

        foreach ((StrategyId Strategy, StrategyStatePart Part) id in dirty.StrategyStates)
        {
            changes.Add(new(
                RowKind.StrategyState,
                RowKey.Of(id.Strategy.Value, id.Part.ToString()),
                state.StrategyStates.Find(id.Strategy, id.Part)));
        }

        foreach (SessionId id in state.Sessions.Dirty)
        {
            changes.Add(new(RowKind.Session, id.Value, state.Sessions.Find(id)));
        }

        state.Sessions.Dirty.Clear();
    }

    private static string KeyOf(PurgedTradeChunk chunk) => RowKey.Of(
        Text(chunk.Key),
        chunk.Hour.UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture),
        Text(chunk.Part));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

namespace PositionRecovery;

/// <summary>The books of a snapshot after those that changed were folded again.</summary>
internal sealed class BookProjection
{
    internal BookProjection(
        CachedSnapshot before,
        HashSet<BookKey> dirty,
        IReadOnlyDictionary<InstrumentId, InstrumentDefinition> instruments,
        IReadOnlyDictionary<BookKey, List<OwnedFill>> fillsBefore,
        IReadOnlyDictionary<BookKey, List<OwnedFill>> fillsAfter,
        IReadOnlyDictionary<BookKey, List<ExecutionEvent>> events,
        HashSet<BookKey> unkeepable)
    {
        var stored = before.AccountBooks.Where(b => dirty.Contains(b.Key)).ToDictionary(static b => b.Key);
        ILookup<BookKey, PositionSnapshot> owners =
            before.Positions.Where(p => dirty.Contains(p.Key.Book)).ToLookup(static p => p.Key.Book);
        var books = new Dictionary<BookKey, AccountBookSnapshot>();
        var positions = new Dictionary<PositionKey, PositionSnapshot>();
        foreach (BookKey key in dirty.Order(KeyOrder.Books))
        {
            try
            {
                var ledger = new KeyLedger(
                    key,
                    instruments.GetValueOrDefault(key.Instrument),
                    stored.GetValueOrDefault(key),
                    [.. owners[key]],
                    fillsBefore.GetValueOrDefault(key) ?? []);
                FoldedBook folded = BookEvents.Fold(
                    ledger, fillsAfter.GetValueOrDefault(key) ?? [], events.GetValueOrDefault(key) ?? []);
                books.Add(key, folded.Book);
                foreach (PositionSnapshot position in folded.Owners)
                {
                    positions.Add(position.Key, position);
                }
            }
            catch (Exception thrown) when (UnkeepableBooksException.IsCause(thrown))
            {
                unkeepable.Add(key);
            }
        }

        AccountBooks = Merge(before.AccountBooks, books, static b => b.Key, KeyOrder.Books);
        Positions = Merge(before.Positions, positions, static p => p.Key, KeyOrder.Positions);
    }

    internal IReadOnlyList<AccountBookSnapshot> AccountBooks { get; }

    internal IReadOnlyList<PositionSnapshot> Positions { get; }

    private static FrozenList<T> Merge<T, TKey>(
        IReadOnlyList<T> old, Dictionary<TKey, T> changed, Func<T, TKey> key, IComparer<TKey> order)
        where TKey : notnull
    {
        var result = new List<T>(old.Count + changed.Count);
        foreach (T item in old)
        {
            result.Add(changed.Remove(key(item), out T? change) ? change : item);
        }

        result.AddRange(changed.OrderBy(static c => c.Key, order).Select(static c => c.Value));
        return FrozenList<T>.Owning([.. result]);
    }
}

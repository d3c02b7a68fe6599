namespace PositionRecovery;

/// <summary>The books of a snapshot after those that changed were folded again.</summary>
internal sealed class BookProjection
{
    private readonly IReadOnlyDictionary<BookKey, List<ExecutionEvent>> _events;

    internal BookProjection(
        CachedSnapshot before,
        HashSet<BookKey> dirty,
        IReadOnlyDictionary<InstrumentId, InstrumentDefinition> instruments,
        IReadOnlyDictionary<BookKey, List<OwnedFill>> fillsBefore,
        IReadOnlyDictionary<BookKey, List<OwnedFill>> fillsAfter,
        IReadOnlyDictionary<BookKey, List<ExecutionEvent>> events,
        HashSet<BookKey> unkeepable)
    {
        _events = events;
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
                (AccountBookSnapshot book, List<PositionSnapshot> projected) = ledger.Project(
                    fillsAfter.GetValueOrDefault(key) ?? [],
                    AccountAdjustments(ledger),
                    strategy => OwnerAdjustments(ledger, strategy));
                books.Add(key, WithAgreement(book));
                foreach (PositionSnapshot position in projected)
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

    private AccountBookSnapshot WithAgreement(AccountBookSnapshot book)
    {
        DateTimeOffset? agreed = book.AgreedAt;
        foreach (PositionReconciledEvent e in Events(book.Key).OfType<PositionReconciledEvent>())
        {
            agreed = agreed is { } last && last > e.AgreedAt ? last : e.AgreedAt;
        }

        return book with { AgreedAt = agreed };
    }

    private List<ExecutionEvent> Events(BookKey key) => _events.GetValueOrDefault(key) ?? [];

    private IReadOnlyList<BookAdjustment> AccountAdjustments(KeyLedger ledger) => With(
        KeyLedger.StoredAdjustments(ledger.Stored.Opening, ledger.Stored.Adjustments),
        Events(ledger.Key).Select(static e => e switch
        {
            CostBasisRestatedEvent c => Adjustment(c),
            PositionRestatedEvent r => Adjustment(r),
            _ => null,
        }));

    private IReadOnlyList<BookAdjustment> OwnerAdjustments(KeyLedger ledger, StrategyId strategy)
    {
        PositionSnapshot? stored = ledger.Owners.FirstOrDefault(p => p.Key.Strategy == strategy);
        return With(
            stored is null ? [] : KeyLedger.StoredAdjustments(stored.Opening, stored.Adjustments),
            Events(ledger.Key).Select(e => e switch
            {
                CostBasisRestatedEvent c when c.Strategy == strategy => Adjustment(c),
                PositionRestatedEvent r => Adjustment(r),
                _ => null,
            }));
    }

    private static IReadOnlyList<BookAdjustment> With(
        IReadOnlyList<BookAdjustment> stored, IEnumerable<BookAdjustment?> added)
    {
        BookAdjustment[] all = [.. stored, .. added.OfType<BookAdjustment>()];
        return all.Length == stored.Count ? stored : FrozenList<BookAdjustment>.Owning(all);
    }

    private static BookAdjustment Adjustment(CostBasisRestatedEvent e) =>
        new() { At = e.At, Kind = AdjustmentKind.CostBasis, AveragePrice = e.AveragePrice };

    private static BookAdjustment Adjustment(PositionRestatedEvent e) =>
        new() { At = e.At, Kind = AdjustmentKind.Restated, Ratio = e.Ratio };
}

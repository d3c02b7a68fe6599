namespace PositionRecovery;

/// <summary>What every step of one pass may look at.</summary>
internal sealed class PassContext
{
    private HashSet<TradeKey>? _purged;

    internal required CachedSnapshot Cached { get; init; }

    internal required Policy Policy { get; init; }

    internal required Evidence Evidence { get; init; }

    internal required InstrumentIndex Instruments { get; init; }

    internal required DateTimeOffset Now { get; init; }

    /// <summary>Positions that an earlier pass found it must leave alone, and why.</summary>
    internal required IReadOnlyDictionary<BookKey, Withholding> Withheld { get; init; }

    /// <summary>How much was found equal.</summary>
    internal long Matched { get; set; }

    internal bool IsPurged(TradeKey key) => (_purged ??= [.. Cached.PurgedTrades]).Contains(key);

    internal AccountSnapshot? AccountOf(AccountId account) =>
        Cached.Accounts.FirstOrDefault(a => a.Account == account);

    /// <summary>The venue time up to which a book is known to have agreed with the venue.</summary>
    internal DateTimeOffset? AgreedAt(BookKey key, AccountBookSnapshot? book)
    {
        DateTimeOffset? account = AccountOf(key.Account)?.AgreedAt;
        return book?.AgreedAt is not { } own ? account : account > own ? account : own;
    }

    /// <summary>The same for a book that is looked up.</summary>
    internal DateTimeOffset? AgreedAt(BookKey key) =>
        AgreedAt(key, Cached.AccountBooks.FirstOrDefault(b => b.Key == key));
}

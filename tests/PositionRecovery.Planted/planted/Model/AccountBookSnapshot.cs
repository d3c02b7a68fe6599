namespace PositionRecovery;

/// <summary>The account's book of one position: what is compared with the venue. Its quantity is the sum of the
/// strategies' books; its average is its own, because averages over opposing owners must not be mixed. Immutable.
/// </summary>
public sealed record AccountBookSnapshot
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The signed quantity: positive long, negative short.</summary>
    public required decimal Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The average entry price, in quote currency; <c>null</c> when flat or not known.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The realised profit, before fees: quote currency, base currency for inverse contracts.
    /// At most 1e27 either way, as fees and adjustments.</summary>
    public decimal RealizedPnl { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The fees paid in quote currency, and those in base currency at the price of their fill.</summary>
    public decimal Fees { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>What cost-basis restatements moved, so that equity is conserved.</summary>
    public decimal CostBasisAdjustment { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The life this position is in; <c>null</c> when flat or never assigned.</summary>
    public EpochId? Epoch { get; init => field = Guard.NotEmpty(value); }

    /// <summary>What the book held before its first folded fill; <c>null</c> means that all known fills of the key are
    /// already part of <see cref="Quantity"/>.</summary>
    public OpeningBalance? Opening { get; init; }

    /// <summary>Changes that were not trades.</summary>
    public IReadOnlyList<BookAdjustment> Adjustments
    {
        get;
        init => field = FrozenList<BookAdjustment>.CopyOf(value, nameof(Adjustments));
    } = FrozenList<BookAdjustment>.Empty;

    /// <summary>The venue time up to which this book is known to have agreed with the venue.</summary>
    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>The leverage the engine expects; compared with the venue's, never repaired.</summary>
    public decimal? Leverage { get; init => field = Guard.NotNegative(value, 1_000m); }

    /// <summary>The margin mode the engine expects; compared with the venue's, never repaired.</summary>
    public MarginMode MarginMode { get; init => field = Guard.Defined(value); }
}

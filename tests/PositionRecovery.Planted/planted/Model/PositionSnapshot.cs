namespace PositionRecovery;

/// <summary>One strategy's book: its part of a position, at its own cost. Immutable.</summary>
public sealed record PositionSnapshot
{
    /// <summary>Whose, where and which.</summary>
    public required PositionKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The life this position is in; <c>null</c> when flat or never assigned.</summary>
    public EpochId? Epoch { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The signed quantity: positive long, negative short.</summary>
    public required decimal Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The average entry price, in quote currency; <c>null</c> when flat or not known.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The realised profit, before fees: quote currency, base currency for inverse contracts.
    /// At most 1e27 either way, as fees and adjustments.</summary>
    public decimal RealizedPnl { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The fees paid in quote currency, and those in base currency at the price of their fill. Fees in a third
    /// asset are on their fill and in the balance only.</summary>
    public decimal Fees { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>What cost-basis restatements moved, so that equity is conserved (same currency as
    /// <see cref="RealizedPnl"/>).</summary>
    public decimal CostBasisAdjustment { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>When this life began, in venue time.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>What the book held before its first folded fill; <c>null</c> means that all known fills of the key are
    /// already part of <see cref="Quantity"/>.</summary>
    public OpeningBalance? Opening { get; init; }

    /// <summary>Changes that were not trades.</summary>
    public IReadOnlyList<BookAdjustment> Adjustments
    {
        get;
        init => field = FrozenList<BookAdjustment>.CopyOf(value, nameof(Adjustments));
    } = FrozenList<BookAdjustment>.Empty;

    /// <summary>Whether the quantity is positive.</summary>
    public bool IsLong => Quantity > 0m;
}

namespace PositionRecovery;

/// <summary>One life of a strategy's position, from flat to flat: what a person asks about a trade.
/// Immutable.</summary>
public sealed record PositionLife
{
    /// <summary>Whose, where and which.</summary>
    public required PositionKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>This life; <c>null</c> while <see cref="PositionStatus.Opening"/>.</summary>
    public EpochId? Epoch { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Where it is.</summary>
    public required PositionStatus Status { get; init => field = Guard.Known(value); }

    /// <summary>The signed quantity now: positive long, negative short.</summary>
    public decimal Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The largest quantity it had, unsigned.</summary>
    public decimal PeakQuantity { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The average entry price, in quote currency; the last known one after the end.</summary>
    public decimal? AverageEntry { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The average price of its reductions, in quote currency; <c>null</c> before the first.</summary>
    public decimal? AverageExit { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>How much was taken off, unsigned.</summary>
    public decimal ExitedQuantity { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The profit realised in this life, before fees and funding: quote currency, base currency for inverse
    /// contracts.</summary>
    public decimal RealizedPnl { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The fees paid in this life.</summary>
    public decimal Fees { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The funding received (positive) or paid (negative) in this life.</summary>
    public decimal Funding { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>What the position had realised before this life; <see cref="RealizedPnl"/> is counted from here.
    /// </summary>
    public decimal RealizedBefore { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The fees the position had paid before this life.</summary>
    public decimal FeesBefore { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>When it began, in venue time.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it ended, in venue time.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The latest mark price, in quote currency.</summary>
    public decimal? MarkPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The price at which the venue would liquidate, in quote currency.</summary>
    public decimal? LiquidationPrice { get; init => field = Guard.NotNegative(value, Guard.MaxPrice); }

    /// <summary>The leverage, as last told.</summary>
    public decimal? Leverage { get; init => field = Guard.NotNegative(value, 1_000m); }

    /// <summary>The trigger price of the stop that works for it; <c>null</c> when none does.</summary>
    public decimal? StopLoss { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The price of the take-profit that works for it; <c>null</c> when none does.</summary>
    public decimal? TakeProfit { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>What ended it: the kind of the last reducing order and its reason.</summary>
    public string? ExitReason { get; init => field = Guard.Bounded(value); }

    /// <summary>The orders that executed in it, the latest 100.</summary>
    public IReadOnlyList<ClientOrderId> Orders
    {
        get;
        init => field = FrozenList<ClientOrderId>.CopyOf(value, nameof(Orders));
    } = FrozenList<ClientOrderId>.Empty;

    /// <summary>The cash flows counted in <see cref="Funding"/>, the latest 500; they are recognised when they come
    /// again.</summary>
    public IReadOnlyList<TradeId> CashFlows
    {
        get;
        init => field = FrozenList<TradeId>.CopyOf(value, nameof(CashFlows));
    } = FrozenList<TradeId>.Empty;

    /// <summary>Why it cannot be trusted; <c>null</c> when it can. It is kept, and no order of it is allowed.</summary>
    public string? QuarantineReason { get; init => field = Guard.Bounded(value); }

    /// <summary>Whether it has ended.</summary>
    public bool IsClosed => Status is PositionStatus.Closed or PositionStatus.Liquidated;

    /// <summary>The profit if it were closed at <see cref="MarkPrice"/>, before fees: <c>(mark −
    /// entry)·quantity·multiplier</c> in quote currency,
    /// for inverse contracts <c>(1/entry − 1/mark)·quantity·multiplier</c> in base currency; <c>null</c> without a mark
    /// or an entry price.</summary>
    /// <param name="instrument">The definition of <see cref="PositionKey.Instrument"/>.</param>
    public decimal? UnrealizedPnl(InstrumentDefinition instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        if (UnitCost.Of(AverageEntry, instrument.IsInverse) is not { } entry
            || UnitCost.Of(MarkPrice, instrument.IsInverse) is not { } mark)
        {
            return null;
        }

        return ((instrument.IsInverse ? entry - mark : mark - entry) * Quantity * instrument.Multiplier).Round();
    }

    /// <summary>The price's move in favour of the position since entry, in per cent of the entry price; <c>null</c>
    /// without a mark or an entry price.</summary>
    public decimal? UnrealizedPercent =>
        MarkPrice is { } mark && AverageEntry is { } entry && entry > 0m && Quantity != 0m
            ? (((Rational)mark - entry) * Math.Sign(Quantity) * 100m / entry).Round()
            : null;
}

namespace PositionRecovery;

/// <summary>What a book held before the first fill that is folded into it. Immutable.</summary>
public sealed record OpeningBalance
{
    /// <summary>The signed quantity.</summary>
    public decimal Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The average price, in quote currency; <c>null</c> when flat or not known.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The profit realised until then (quote currency; base currency for inverse contracts).
    /// At most 1e27 either way, as fees and adjustments.</summary>
    public decimal RealizedPnl { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The fees paid until then, in quote currency.</summary>
    public decimal Fees { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>What cost-basis restatements moved until then.</summary>
    public decimal CostBasisAdjustment { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The horizon: executions up to this venue time are part of the opening and are recognised, never applied
    /// again; <c>null</c> when no execution was purged.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Executions that are part of the opening although their orders are still kept.</summary>
    public IReadOnlyList<TradeKey> CarriedTrades
    {
        get;
        init => field = FrozenList<TradeKey>.CopyOf(value, nameof(CarriedTrades));
    } = FrozenList<TradeKey>.Empty;
}

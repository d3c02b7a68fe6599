namespace PositionRecovery;

/// <summary>An asset moved without a trade: funding, a transfer, a settlement. Recorded once for each
/// <see cref="Id"/> of an account.</summary>
public sealed record CashFlowRecordedEvent : ExecutionEvent
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's id of the movement, as its lists have it: a recovery counts funding that it finds listed
    /// under an id not recorded yet. Where a stream tells of funding without an id, leave it to that.</summary>
    public required TradeId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Why.</summary>
    public required CashFlowKind FlowKind { get; init => field = Guard.Known(value); }

    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The signed amount: positive received, negative paid.</summary>
    public required decimal Amount { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The instrument, where there is one.</summary>
    public InstrumentId? Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The leg it belongs to; <see cref="PositionSide.Net"/> outside hedging mode.</summary>
    public PositionSide PositionSide { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <inheritdoc/>
    internal override string Kind => "cash-flow-recorded";
}

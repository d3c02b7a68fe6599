namespace PositionRecovery;

/// <summary>A movement of an asset that was not a trade.</summary>
public sealed record CashFlowReport : VenueReport
{
    /// <summary>The venue's id of the movement.</summary>
    public required TradeId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Why.</summary>
    public required CashFlowKind FlowKind { get; init => field = Guard.Defined(value); }

    /// <summary>The asset; for a split the instrument's base asset.</summary>
    public required AssetId Asset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument, where there is one.</summary>
    public InstrumentId? Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The signed amount: positive received, negative paid.</summary>
    public required decimal Amount { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The venue's time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "cash-flow";
}

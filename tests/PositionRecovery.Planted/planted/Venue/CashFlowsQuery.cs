namespace PositionRecovery;

/// <summary>Which transfers, funding payments and settlements happened since a time?</summary>
public sealed record CashFlowsQuery : VenueQuery
{
    /// <summary>The earliest venue time asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "cash-flows";
}

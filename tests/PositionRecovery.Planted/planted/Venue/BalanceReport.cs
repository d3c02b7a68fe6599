namespace PositionRecovery;

/// <summary>A balance as the venue reports it.</summary>
public sealed record BalanceReport : VenueReport
{
    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>All of it: free plus locked.</summary>
    public required decimal Total { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>What can be used now.</summary>
    public decimal? Available { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <inheritdoc/>
    internal override string Kind => "balance";
}

namespace PositionRecovery;

/// <summary>Which executions happened since a time?</summary>
public sealed record FillsQuery : VenueQuery
{
    /// <summary>The earliest venue time asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "fills";
}

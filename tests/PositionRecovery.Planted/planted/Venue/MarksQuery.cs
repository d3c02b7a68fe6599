namespace PositionRecovery;

/// <summary>What are the mark prices, best bids and best asks?</summary>
public sealed record MarksQuery : VenueQuery
{
    /// <inheritdoc/>
    internal override string Kind => "marks";
}

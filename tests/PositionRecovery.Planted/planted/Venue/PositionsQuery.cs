namespace PositionRecovery;

/// <summary>Which positions are open? A complete answer without a key means that the key is flat.</summary>
public sealed record PositionsQuery : VenueQuery
{
    /// <inheritdoc/>
    internal override string Kind => "positions";
}

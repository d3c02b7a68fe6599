namespace PositionRecovery;

/// <summary>How are instruments defined?</summary>
public sealed record InstrumentsQuery : VenueQuery
{
    /// <inheritdoc/>
    internal override string Kind => "instruments";
}

namespace PositionRecovery;

/// <summary>An instrument as the venue defines it.</summary>
public sealed record InstrumentReport : VenueReport
{
    /// <summary>The definition.</summary>
    public required InstrumentDefinition Definition
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Definition));
    }

    /// <inheritdoc/>
    internal override string Kind => "instrument";
}

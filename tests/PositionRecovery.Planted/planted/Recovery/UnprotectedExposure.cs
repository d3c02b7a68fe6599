namespace PositionRecovery;

/// <summary>A position without the exits it should have. Immutable.</summary>
public sealed record UnprotectedExposure
{
    /// <summary>The position.</summary>
    public required PositionKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Its signed quantity.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Since when it is known to be so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init => field = Guard.Filled(value); }
}

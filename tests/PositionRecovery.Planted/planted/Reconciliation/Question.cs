namespace PositionRecovery;

/// <summary>A query whose answer is needed before a conclusion is allowed. Immutable.</summary>
public sealed record Question
{
    /// <summary>What to ask.</summary>
    public required VenueQuery Query { get; init => field = value ?? throw new ArgumentNullException(nameof(Query)); }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init => field = value ?? throw new ArgumentNullException(nameof(Reason)); }
}

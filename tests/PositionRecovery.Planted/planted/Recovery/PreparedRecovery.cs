namespace PositionRecovery;

/// <summary>A plan that waits for approval. Immutable.</summary>
public sealed record PreparedRecovery
{
    internal PreparedRecovery()
    {
    }

    /// <summary>What would be done.</summary>
    public required ReconciliationPlan Plan { get; init; }

    /// <summary>What is stored.</summary>
    public required CachedSnapshot Cached { get; init; }

    /// <summary>What the venues said.</summary>
    public required VenueSnapshot Venue { get; init; }

    /// <summary>What to know beside the plan: venues that did not answer, rows that cannot be read.</summary>
    public IReadOnlyList<string> Problems
    {
        get;
        init => field = FrozenList<string>.CopyOf(value, nameof(Problems));
    } = FrozenList<string>.Empty;
}

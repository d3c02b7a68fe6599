namespace PositionRecovery;

/// <summary>All that a plan was made from: with it the same plan can be made again, anywhere. Immutable but for the
/// options.</summary>
public sealed record IncidentBundle
{
    /// <summary>What the engine believed.</summary>
    public required CachedSnapshot Cached
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Cached));
    }

    /// <summary>What the venues said.</summary>
    public required VenueSnapshot Venue
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Venue));
    }

    /// <summary>How it was reconciled.</summary>
    public required ReconciliationOptions Options
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Options));
    }

    /// <summary>The venue time it was judged by.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The plan's id; <c>null</c> when none was made.</summary>
    public PlanId? Plan { get; init => field = Guard.NotEmpty(value); }

    /// <summary>What to know beside it: problems, outcomes, in plain words.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = FrozenList<string>.CopyOf(value, nameof(Notes));
    } = FrozenList<string>.Empty;
}

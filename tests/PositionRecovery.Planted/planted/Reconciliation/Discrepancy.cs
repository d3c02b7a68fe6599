namespace PositionRecovery;

/// <summary>One difference between the books and the venue. Immutable.</summary>
public sealed record Discrepancy
{
    /// <summary>What differs.</summary>
    public required DiscrepancyKind Kind { get; init => field = Guard.Known(value); }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init => field = Guard.Known(value); }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument, where it is about one.</summary>
    public InstrumentId? Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The leg, where it is about a position.</summary>
    public PositionSide? Side { get; init; }

    /// <summary>The order, where it is about one.</summary>
    public ClientOrderId? Order { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The asset, where it is about a balance.</summary>
    public AssetId? Asset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>What the engine believed.</summary>
    public string? Cached { get; init; }

    /// <summary>What the venue reported.</summary>
    public string? Venue { get; init; }

    /// <summary>The query whose answer shows it.</summary>
    public VenueQuery? Evidence { get; init; }

    /// <summary>What the plan does about it.</summary>
    public required DiscrepancyAction Action { get; init => field = Guard.Known(value); }

    /// <summary>One sentence for a person.</summary>
    public required string Explanation
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Explanation));
    }
}

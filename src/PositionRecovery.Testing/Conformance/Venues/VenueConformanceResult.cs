namespace PositionRecovery.Testing;

/// <summary>What came of a case that did not fail. Immutable.</summary>
public sealed record VenueConformanceResult
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the venue holds it or deviates.</summary>
    public required ConformanceOutcome Outcome { get; init; }

    /// <summary>Why the venue deviates, in its author's words; <c>null</c> when it holds.</summary>
    public string? Reason { get; init; }

    /// <summary>What the case found instead; <c>null</c> when it holds.</summary>
    public string? Finding { get; init; }

    /// <summary>The result in one line.</summary>
    public override string ToString() =>
        Outcome is ConformanceOutcome.Deviates ? $"{Name}: deviates, {Reason} ({Finding})" : $"{Name}: {Outcome}";
}

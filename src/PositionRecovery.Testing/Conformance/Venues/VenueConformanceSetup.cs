namespace PositionRecovery.Testing;

/// <summary>What <see cref="VenueConformance"/> needs to know of a venue.</summary>
public sealed class VenueConformanceSetup
{
    /// <summary>Makes a fixture with a venue of its own. Fixtures are disposed by the suite.</summary>
    public required Func<VenueFixture> CreateFixture { get; init; }

    /// <summary>Cases the venue does not hold, and why. Such a case still runs, has to fail, and is reported as
    /// <see cref="ConformanceOutcome.Deviates"/>; a name that is no case is refused.</summary>
    public IDictionary<string, string> Deviations { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a case may take; default one minute.</summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromMinutes(1);
}

namespace PositionRecovery.Testing;

/// <summary>What <see cref="StoreConformance"/> needs to know of a store.</summary>
public sealed class StoreConformanceSetup
{
    /// <summary>Makes a handle. Every call gives a new one to the same data, so that two handles play two processes; a
    /// store whose one instance is the server may give that one each time. Handles are disposed by the suite.</summary>
    public required Func<IPositionStore> CreateStore { get; init; }

    /// <summary>Cases the store does not hold, and why. Such a case still runs, has to fail, and is reported as
    /// <see cref="ConformanceOutcome.Deviates"/>; a name that is no case is refused.</summary>
    public IDictionary<string, string> Deviations { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Moves the clock that the store's leases expire by; <c>null</c> when that cannot be done: the cases then
    /// wait for leases of <see cref="ShortLease"/>.</summary>
    public Action<TimeSpan>? AdvanceClock { get; init; }

    /// <summary>The lease of cases that wait for its end; default 500 ms. A case that was held up for so long that it
    /// proves nothing is repeated with a longer one.</summary>
    public TimeSpan ShortLease { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a case may take; default two minutes. Not more than the store needs, unless it hangs.
    /// </summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Begins the names of the traders that the cases make up, each one new: 1 to 64 characters of an
    /// identifier. For a store that others use too.</summary>
    public string TraderPrefix { get; init; } = "conformance";
}

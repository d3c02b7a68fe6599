namespace PositionRecovery.Testing;

/// <summary>What came of a conformance case. Values may be added in minor versions.</summary>
public enum ConformanceOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The store does what the case demands.</summary>
    Holds = 1,

    /// <summary>The store does not, and its author said so.</summary>
    Deviates = 2,
}

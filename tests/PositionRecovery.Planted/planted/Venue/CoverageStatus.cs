namespace PositionRecovery;

/// <summary>How much of what was asked an answer shows.</summary>
public enum CoverageStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>All of it: what is not in the answer is absent.</summary>
    Complete = 1,

    /// <summary>All of it from a later time on than asked.</summary>
    Partial = 2,

    /// <summary>None: the query failed. A failed query is never an empty answer.</summary>
    Failed = 3,

    /// <summary>None: the provider does not know the query.</summary>
    Unsupported = 4,
}

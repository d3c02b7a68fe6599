namespace PositionRecovery;

/// <summary>What came of a commit. Values may be added in minor versions.</summary>
public enum CommitStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>All of it was written.</summary>
    Committed = 1,

    /// <summary>Nothing was written: the store is at another sequence.</summary>
    Conflict = 2,

    /// <summary>Nothing was written: the lease expired, or somebody else has the trader.</summary>
    Fenced = 3,
}

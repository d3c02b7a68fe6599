namespace PositionRecovery;

/// <summary>What was done about an exit order. Values may be added in minor versions.</summary>
public enum ExitOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It worked already, as it should.</summary>
    Kept = 1,

    /// <summary>It was placed.</summary>
    Placed = 2,

    /// <summary>It was cancelled.</summary>
    Cancelled = 3,

    /// <summary>Its outcome is not known yet; it is looked at again.</summary>
    Pending = 4,

    /// <summary>The venue refused it.</summary>
    Rejected = 5,

    /// <summary>A person must look.</summary>
    Unresolved = 6,
}

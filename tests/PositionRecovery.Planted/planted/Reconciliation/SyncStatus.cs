namespace PositionRecovery;

/// <summary>The state of a position as operators see it, derived from its verdict.</summary>
public enum SyncStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Open questions must be answered first.</summary>
    Pending = 1,

    /// <summary>The books agree with the venue.</summary>
    Synced = 2,

    /// <summary>The books differ and the plan was not, or will not be, committed.</summary>
    Drift = 3,

    /// <summary>Nothing could be proven.</summary>
    Failed = 4,
}

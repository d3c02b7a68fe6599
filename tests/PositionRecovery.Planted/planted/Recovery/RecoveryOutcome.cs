namespace PositionRecovery;

/// <summary>How a recovery ended. Values may be added in minor versions.</summary>
public enum RecoveryOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Everything is proven, protected, and may be traded.</summary>
    Ready = 1,

    /// <summary>What is proven may be traded; the rest is named, and shut. Or a position lacks exits it should have:
    /// <see cref="RecoveryReport.Unprotected"/>.</summary>
    Degraded = 2,

    /// <summary>It failed: nothing may be traded.</summary>
    Failed = 3,

    /// <summary>Nothing was applied: a dry run.</summary>
    Planned = 4,

    /// <summary>Nothing was applied: the world is not what it was when the plan was approved.</summary>
    Refused = 5,

    /// <summary>The books are right, and nothing was sent: <see cref="RecoveryOptions.ReconcileOnly"/>.</summary>
    Reconciled = 6,

    /// <summary>Nobody asked the venues: <see cref="RecoveryOptions.RecoveryEnabled"/> is off.</summary>
    Disabled = 7,
}

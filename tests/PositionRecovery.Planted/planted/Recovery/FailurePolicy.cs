namespace PositionRecovery;

/// <summary>What a recovery that does not finish in time leaves behind. Values may be added in minor
/// versions.</summary>
public enum FailurePolicy
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Nothing is applied and nothing may be traded.</summary>
    FailClosed = 1,

    /// <summary>What is proven by then is applied and may be traded; the rest stays shut and is asked on.</summary>
    Degraded = 2,
}

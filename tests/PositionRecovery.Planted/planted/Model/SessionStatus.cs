namespace PositionRecovery;

/// <summary>Where a trading session is in its life. Values may be added in minor versions.</summary>
public enum SessionStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Running.</summary>
    Active = 1,

    /// <summary>Ended in order.</summary>
    Stopped = 2,

    /// <summary>Its process died without ending it.</summary>
    Crashed = 3,
}

namespace PositionRecovery;

/// <summary>What became of a request to a venue. Values may be added in minor versions.</summary>
public enum SubmitStatus
{
    /// <summary>Not known: it may have been executed, or may be yet.</summary>
    Unknown = 0,

    /// <summary>The venue took it.</summary>
    Accepted = 1,

    /// <summary>The venue refused it; it has no effect.</summary>
    Rejected = 2,

    /// <summary>The venue refused a conditional order because its trigger was reached already; it has no effect.
    /// </summary>
    WouldTrigger = 3,
}

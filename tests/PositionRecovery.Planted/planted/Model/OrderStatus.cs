namespace PositionRecovery;

/// <summary>Where an order is in its life. Values may be added in minor versions.</summary>
public enum OrderStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Created locally; neither durable nor sent.</summary>
    Initialized = 1,

    /// <summary>Durable, not known to have been sent.</summary>
    Intended = 2,

    /// <summary>Sent, not yet acknowledged.</summary>
    Submitted = 3,

    /// <summary>Working at the venue.</summary>
    Accepted = 4,

    /// <summary>A conditional order whose trigger was reached.</summary>
    Triggered = 5,

    /// <summary>Working, part of the quantity executed.</summary>
    PartiallyFilled = 6,

    /// <summary>Working, an amendment is under way.</summary>
    PendingUpdate = 7,

    /// <summary>Working, a cancellation is under way.</summary>
    PendingCancel = 8,

    /// <summary>Executed in full.</summary>
    Filled = 9,

    /// <summary>Canceled; may have been filled in part.</summary>
    Canceled = 10,

    /// <summary>Ended by the venue; may have been filled in part.</summary>
    Expired = 11,

    /// <summary>Refused by the venue.</summary>
    Rejected = 12,

    /// <summary>Refused before it was sent.</summary>
    Denied = 13,
}

namespace PositionRecovery;

/// <summary>Why an order is allowed or not. Values may be added in minor versions.</summary>
public enum GateReason
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Allowed.</summary>
    Open = 1,

    /// <summary>The recovery is not done yet, or failed.</summary>
    NotReady = 2,

    /// <summary>The trader is being stopped, or was.</summary>
    Stopped = 3,

    /// <summary>The store does not take commits now, so no intent can be made durable.</summary>
    StoreUnavailable = 4,

    /// <summary>The client order id was used before.</summary>
    KnownOrder = 5,

    /// <summary>The position is quarantined.</summary>
    Quarantined = 6,

    /// <summary>Too many events wait for the store.</summary>
    Overloaded = 7,

    /// <summary>What the venue has is not proven, so nothing may be added to it.</summary>
    Unverified = 8,

    /// <summary>The strategy is not ready: it is warming up, or was parked because it failed.</summary>
    StrategyNotReady = 9,

    /// <summary>Nothing is known of the account or the instrument: no recovery covered it.</summary>
    NotCovered = 10,
}

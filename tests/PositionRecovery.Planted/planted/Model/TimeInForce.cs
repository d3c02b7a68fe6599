namespace PositionRecovery;

/// <summary>How long an order works.</summary>
public enum TimeInForce
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Until canceled.</summary>
    GoodTilCanceled = 1,

    /// <summary>At once, the rest is canceled.</summary>
    ImmediateOrCancel = 2,

    /// <summary>At once and in full, or not at all.</summary>
    FillOrKill = 3,

    /// <summary>Until a date.</summary>
    GoodTilDate = 4,

    /// <summary>Until the end of the trading day.</summary>
    Day = 5,
}

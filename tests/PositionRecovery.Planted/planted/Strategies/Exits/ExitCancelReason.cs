namespace PositionRecovery;

/// <summary>Why an exit is canceled.</summary>
internal enum ExitCancelReason
{
    Unknown = 0,

    /// <summary>It belongs to a life of the position that ended, or to a leg that is not planned.</summary>
    Orphan = 1,

    /// <summary>Its leg has another order, or nothing left to close.</summary>
    Surplus = 2,

    WrongSize = 3,

    WrongPrice = 4,
}

namespace PositionRecovery;

/// <summary>What differs. Values may be added in minor versions.</summary>
public enum DiscrepancyKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Nothing differs (counted, never listed).</summary>
    Matched = 1,

    /// <summary>An order is in another state.</summary>
    OrderStatus = 2,

    /// <summary>The quantity, price or trigger of an order changed.</summary>
    OrderAmended = 3,

    /// <summary>An execution was not seen.</summary>
    MissedFill = 4,

    /// <summary>An execution the venue counts but does not list.</summary>
    InferredFill = 5,

    /// <summary>Two reports of one execution disagree.</summary>
    FillConflict = 6,

    /// <summary>More was executed than was ordered.</summary>
    Overfill = 7,

    /// <summary>An order that the engine did not place.</summary>
    ExternalOrder = 8,

    /// <summary>A position that the engine did not know.</summary>
    ExternalPosition = 9,

    /// <summary>An order the venue does not have any more.</summary>
    OrphanOrder = 10,

    /// <summary>A position the venue does not have any more.</summary>
    OrphanPosition = 11,

    /// <summary>A position has another quantity.</summary>
    QuantityMismatch = 12,

    /// <summary>A position is on the other side.</summary>
    SideFlip = 13,

    /// <summary>A position has another average price.</summary>
    AveragePriceMismatch = 14,

    /// <summary>A part of a position belongs to nobody.</summary>
    OwnershipResidual = 15,

    /// <summary>A balance is not what the books explain.</summary>
    BalanceMismatch = 16,

    /// <summary>Leverage or margin mode is not what the engine expects.</summary>
    LeverageMismatch = 17,

    /// <summary>The venue liquidated, deleveraged or settled.</summary>
    ForcedOrder = 18,

    /// <summary>One client order id names two orders.</summary>
    ClientIdReused = 19,

    /// <summary>An order believed ended works.</summary>
    Reopened = 20,

    /// <summary>Nothing can be concluded.</summary>
    Unverifiable = 21,

    /// <summary>A report contradicts itself or the query it answers.</summary>
    InvalidReport = 22,

    /// <summary>An instrument has no definition.</summary>
    UnknownInstrument = 23,

    /// <summary>The plan does not do what it promises: a defect of this library.</summary>
    InvariantBroken = 24,

    /// <summary>The account keeps positions in another mode.</summary>
    PositionModeChanged = 25,
}

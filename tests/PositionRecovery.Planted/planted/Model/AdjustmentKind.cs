namespace PositionRecovery;

/// <summary>Why a book was adjusted without a trade.</summary>
public enum AdjustmentKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The average price was restated to the venue's; the quantity is unchanged.</summary>
    CostBasis = 1,

    /// <summary>Quantity and average price were restated together, for example by a split.</summary>
    Restated = 2,
}

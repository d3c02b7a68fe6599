namespace PositionRecovery;

/// <summary>Whose position an external order reduces.</summary>
public enum ExternalReductions
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The owners on the opposite side; only the excess opens a position of nobody's.</summary>
    ReduceOwners = 1,

    /// <summary>Nobody's: it opens or moves the EXTERNAL position, or the claimant's. What the venue itself
    /// forces (liquidation, deleveraging, settlement) reduces the owners all the same.</summary>
    KeepSeparate = 2,
}

namespace PositionRecovery;

/// <summary>In which order owners are reduced after the claimant.</summary>
public enum ReductionOrder
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The youngest position first.</summary>
    LastInFirstOut = 1,

    /// <summary>All in proportion.</summary>
    ProRata = 2,
}

namespace PositionRecovery;

/// <summary>Whether a position is protected against loss.</summary>
internal enum ProtectionState
{
    Unknown = 0,

    /// <summary>There is no position.</summary>
    Flat = 1,

    /// <summary>Working stops cover what the plan wants covered.</summary>
    Protected = 2,

    /// <summary>They will, when what is decided or awaited is done.</summary>
    Pending = 3,

    /// <summary>They do not, and nothing that is decided changes that.</summary>
    Unprotected = 4,

    /// <summary>The strategy cannot say what should protect it.</summary>
    Undecided = 5,

    /// <summary>The strategy wants no stop.</summary>
    ByChoice = 6,
}

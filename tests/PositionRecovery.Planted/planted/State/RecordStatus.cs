namespace PositionRecovery;

/// <summary>What became of a recorded event. Values may be added in minor versions.</summary>
public enum RecordStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It is part of the state.</summary>
    Recorded = 1,

    /// <summary>It was part of the state before; nothing changed.</summary>
    Duplicate = 2,

    /// <summary>Its order is not known yet: it is kept, and takes effect when the order is.</summary>
    Held = 3,

    /// <summary>An execution of the same identity is known with another price or quantity. The first one stays, and the
    /// position is quarantined.</summary>
    Conflict = 4,
}

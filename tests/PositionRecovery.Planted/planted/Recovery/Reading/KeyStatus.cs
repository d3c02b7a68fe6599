namespace PositionRecovery;

/// <summary>What came of reading the position of one instrument.</summary>
internal enum KeyStatus
{
    /// <summary>It was not read twice yet.</summary>
    NotRead = 0,

    /// <summary>It stood still while it was read.</summary>
    Stable = 1,

    /// <summary>It moved while it was read.</summary>
    Moved = 2,

    /// <summary>The venue did not answer.</summary>
    Failed = 3,

    /// <summary>The venue has no positions to ask for.</summary>
    Unsupported = 4,
}

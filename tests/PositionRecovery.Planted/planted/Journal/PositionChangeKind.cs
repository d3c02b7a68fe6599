namespace PositionRecovery;

/// <summary>How a position changed. Values may be added in minor versions.</summary>
public enum PositionChangeKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>From flat to open.</summary>
    Opened = 1,

    /// <summary>Larger than before.</summary>
    Increased = 2,

    /// <summary>Smaller than before.</summary>
    Reduced = 3,

    /// <summary>The same quantity, and other values.</summary>
    Updated = 4,

    /// <summary>From open to flat.</summary>
    Closed = 5,

    /// <summary>From open to flat, by the venue.</summary>
    Liquidated = 6,

    /// <summary>From long to short or back.</summary>
    Flipped = 7,
}

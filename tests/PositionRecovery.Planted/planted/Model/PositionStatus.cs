namespace PositionRecovery;

/// <summary>Where one life of a position is. Values may be added in minor versions.</summary>
public enum PositionStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Flat; an order that would open it is under way.</summary>
    Opening = 1,

    /// <summary>Open, at the largest size it ever had.</summary>
    Open = 2,

    /// <summary>Open, and smaller than it was.</summary>
    Reduced = 3,

    /// <summary>Open; orders that would close all of it at once are under way.</summary>
    Closing = 4,

    /// <summary>Flat again.</summary>
    Closed = 5,

    /// <summary>Flat again, because the venue liquidated or deleveraged it.</summary>
    Liquidated = 6,
}

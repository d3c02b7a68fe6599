#pragma warning disable CA1720 // Long and Short are what every venue calls them.

namespace PositionRecovery;

/// <summary>The side of a position key.</summary>
public enum PositionSide
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Netting: one signed position an instrument.</summary>
    Net = 1,

    /// <summary>Hedging: the long leg; its quantity is never negative.</summary>
    Long = 2,

    /// <summary>Hedging: the short leg; its quantity is never positive.</summary>
    Short = 3,
}

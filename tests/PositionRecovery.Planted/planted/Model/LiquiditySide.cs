namespace PositionRecovery;

/// <summary>Whether an execution made or took liquidity.</summary>
public enum LiquiditySide
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Made liquidity.</summary>
    Maker = 1,

    /// <summary>Took liquidity.</summary>
    Taker = 2,
}

namespace PositionRecovery;

/// <summary>What an exit is for. Values may be added in minor versions.</summary>
public enum ExitLegKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Limits the loss.</summary>
    Stop = 1,

    /// <summary>Takes the profit.</summary>
    TakeProfit = 2,

    /// <summary>A stop that follows the price.</summary>
    Trailing = 3,
}

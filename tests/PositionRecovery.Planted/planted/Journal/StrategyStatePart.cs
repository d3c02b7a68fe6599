namespace PositionRecovery;

/// <summary>Which of the states that are stored for a strategy. Values may be added in minor versions.</summary>
public enum StrategyStatePart
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>What the strategy stores for itself and gets back after a restart.</summary>
    Own = 1,

    /// <summary>Its indicators, as the library stores them for the next warm-up.</summary>
    Indicators = 2,
}

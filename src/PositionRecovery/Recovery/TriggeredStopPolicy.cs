namespace PositionRecovery;

/// <summary>What happens when a stop to be placed would trigger at once: the price went past it while nobody looked.
/// Values may be added in minor versions.</summary>
public enum TriggeredStopPolicy
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Nothing is placed; the position is reported as unprotected, critically.</summary>
    Alert = 1,

    /// <summary>The position is closed at the market, reduce-only.</summary>
    CloseAtMarket = 2,
}

namespace PositionRecovery;

/// <summary>How an account keeps positions. Reported by the venue, not configured: accounts are switched while engines
/// are down.</summary>
public enum PositionMode
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>One signed position an instrument.</summary>
    Netting = 1,

    /// <summary>A long and a short leg side by side.</summary>
    Hedging = 2,
}

namespace PositionRecovery.Binance;

/// <summary>Which of the venue's networks an account is at.</summary>
public enum BinanceNetwork
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The real one, with real money.</summary>
    Live = 1,

    /// <summary>The one for tests, with keys of its own.</summary>
    Test = 2,
}

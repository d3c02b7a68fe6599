namespace PositionRecovery;

/// <summary>The type of an order. Values may be added in minor versions.</summary>
public enum OrderType
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Executed at once at the market.</summary>
    Market = 1,

    /// <summary>Rests at a limit price.</summary>
    Limit = 2,

    /// <summary>A limit order that may only make liquidity.</summary>
    PostOnly = 3,

    /// <summary>Becomes a market order when the trigger price is reached against the position.</summary>
    StopMarket = 4,

    /// <summary>Becomes a limit order when the trigger price is reached against the position.</summary>
    StopLimit = 5,

    /// <summary>Becomes a market order when the trigger price is reached in favour of the position.</summary>
    TakeProfitMarket = 6,

    /// <summary>Becomes a limit order when the trigger price is reached in favour of the position.</summary>
    TakeProfitLimit = 7,

    /// <summary>A stop whose trigger follows the market.</summary>
    TrailingStopMarket = 8,
}

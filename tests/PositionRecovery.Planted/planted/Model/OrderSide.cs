namespace PositionRecovery;

/// <summary>The side of an order or a fill. Values may be added in minor versions.</summary>
public enum OrderSide
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Buy: adds to the signed quantity.</summary>
    Buy = 1,

    /// <summary>Sell: takes from the signed quantity.</summary>
    Sell = 2,
}

namespace PositionRecovery;

/// <summary>Where the price of a synthetic order came from, best first.</summary>
public enum PriceLevel
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Executions the venue reported.</summary>
    VenueFill = 1,

    /// <summary>The one price that makes the average equal the venue's.</summary>
    Calculated = 2,

    /// <summary>The limit price of the order it stands on, the mark price, or the middle of bid and ask.</summary>
    Market = 3,

    /// <summary>The average price of the position itself.</summary>
    CurrentAverage = 4,

    /// <summary>No price is known: a market order without a price.</summary>
    None = 5,
}

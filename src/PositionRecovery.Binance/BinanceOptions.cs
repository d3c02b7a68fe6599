namespace PositionRecovery.Binance;

/// <summary>How to reach one account. Immutable.</summary>
public sealed record BinanceOptions
{
    /// <summary>Which of the venue's interfaces the account is reached by.</summary>
    public required BinanceProduct Product { get; init; }

    /// <summary>What the account is called here. Its instruments are called <c>venue:SYMBOL</c>, the venue being the part
    /// before the colon: the account <c>BINANCE-USDM:main</c> holds <c>BINANCE-USDM:BTCUSDT</c>.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The API key.</summary>
    public required Secret ApiKey { get; init; }

    /// <summary>The key's secret.</summary>
    public required Secret ApiSecret { get; init; }
}

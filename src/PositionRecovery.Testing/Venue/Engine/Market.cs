namespace PositionRecovery.Testing;

/// <summary>An instrument at the venue: its price, how much may still be traded at it, and the next trade id, which is
/// unique within the instrument only.</summary>
internal sealed class Market(InstrumentDefinition definition)
{
    private decimal? _liquidity;

    private long _trades;

    internal InstrumentDefinition Definition { get; set; } = definition;

    internal InstrumentId Id => Definition.Id;

    internal Timeline<decimal> Prices { get; } = new();

    internal decimal? Price => Prices.IsEmpty ? null : Prices.Latest;

    /// <summary>Whether anything can be traded at the present price.</summary>
    internal bool HasLiquidity => Price is not null && _liquidity is null or > 0m;

    internal void MoveTo(DateTimeOffset at, decimal price, decimal? liquidity)
    {
        Prices.Add(at, price);
        _liquidity = liquidity;
    }

    internal bool Offers(decimal quantity) => _liquidity is null || _liquidity >= quantity;

    internal decimal Take(decimal quantity)
    {
        decimal taken = Math.Min(quantity, _liquidity ?? quantity);
        _liquidity -= taken;
        return taken;
    }

    internal long NextTrade() => ++_trades;

    /// <summary>Ids up to this are given.</summary>
    internal void SkipTrades(long to) => _trades = Math.Max(_trades, to);
}

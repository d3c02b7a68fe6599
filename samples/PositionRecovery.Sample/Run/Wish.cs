namespace PositionRecovery.Sample;

/// <summary>What a strategy wants: at the market, or no worse than a limit.</summary>
internal sealed record Wish(OrderSide Side, decimal Quantity, decimal? Limit);

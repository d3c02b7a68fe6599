namespace PositionRecovery.Binance;

/// <summary>What orders are called in requests.</summary>
internal static class OrderWords
{
    internal static bool HasTrigger(OrderType type) => type is OrderType.StopMarket or OrderType.StopLimit
        or OrderType.TakeProfitMarket or OrderType.TakeProfitLimit or OrderType.TrailingStopMarket;

    internal static bool HasLimit(OrderType type) =>
        type is OrderType.Limit or OrderType.PostOnly or OrderType.StopLimit or OrderType.TakeProfitLimit;

    internal static string? OnFutures(OrderType type) => type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit or OrderType.PostOnly => "LIMIT",
        OrderType.StopMarket => "STOP_MARKET",
        OrderType.StopLimit => "STOP",
        OrderType.TakeProfitMarket => "TAKE_PROFIT_MARKET",
        OrderType.TakeProfitLimit => "TAKE_PROFIT",
        OrderType.TrailingStopMarket => "TRAILING_STOP_MARKET",
        _ => null,
    };

    internal static string? OnSpot(OrderType type) => type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit => "LIMIT",
        OrderType.PostOnly => "LIMIT_MAKER",
        OrderType.StopMarket or OrderType.TrailingStopMarket => "STOP_LOSS",
        OrderType.StopLimit => "STOP_LOSS_LIMIT",
        OrderType.TakeProfitMarket => "TAKE_PROFIT",
        OrderType.TakeProfitLimit => "TAKE_PROFIT_LIMIT",
        _ => null,
    };

    internal static string? Of(TimeInForce time) => time switch
    {
        TimeInForce.GoodTilCanceled => "GTC",
        TimeInForce.ImmediateOrCancel => "IOC",
        TimeInForce.FillOrKill => "FOK",
        _ => null,
    };

    internal static string Of(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    internal static string Of(PositionSide side) => side switch
    {
        PositionSide.Long => "LONG",
        PositionSide.Short => "SHORT",
        _ => "BOTH",
    };
}

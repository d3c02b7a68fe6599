namespace PositionRecovery.Testing;

/// <summary>What the types of orders have in common.</summary>
internal static class OrderTypes
{
    internal static bool IsConditional(OrderType type) => IsStop(type) || IsTakeProfit(type);

    internal static bool IsStop(OrderType type) =>
        type is OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStopMarket;

    internal static bool IsTakeProfit(OrderType type) =>
        type is OrderType.TakeProfitMarket or OrderType.TakeProfitLimit;

    internal static bool HasLimit(OrderType type) =>
        type is OrderType.Limit or OrderType.PostOnly or OrderType.StopLimit or OrderType.TakeProfitLimit;

    /// <summary>Whether the price is at the trigger or past it.</summary>
    internal static bool IsReached(OrderType type, bool isBuy, decimal trigger, decimal price) =>
        IsStop(type) == isBuy ? price >= trigger : price <= trigger;

    /// <summary>What a venue calls a status.</summary>
    internal static string Word(OrderStatus status) => status switch
    {
        OrderStatus.Accepted => "NEW",
        OrderStatus.Triggered => "TRIGGERED",
        OrderStatus.PartiallyFilled => "PARTIALLY_FILLED",
        OrderStatus.Filled => "FILLED",
        OrderStatus.Canceled => "CANCELED",
        OrderStatus.Expired => "EXPIRED",
        OrderStatus.Rejected => "REJECTED",
        _ => status.ToString(),
    };
}

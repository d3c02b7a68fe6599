namespace PositionRecovery;

/// <summary>What an order that this library did not place is for, as far as its own terms prove it.</summary>
internal static class ExitPurpose
{
    /// <returns>The purpose; <see cref="ExitLegKind.Unknown"/> when its terms do not prove one.</returns>
    internal static ExitLegKind Of(OrderIntent order, decimal? mark) => order.Type switch
    {
        OrderType.StopMarket or OrderType.StopLimit => ExitLegKind.Stop,
        OrderType.TakeProfitMarket or OrderType.TakeProfitLimit => ExitLegKind.TakeProfit,
        OrderType.TrailingStopMarket => ExitLegKind.Trailing,
        OrderType.Limit or OrderType.PostOnly => ExitLegKind.TakeProfit,
        OrderType.Unknown when order.TriggerPrice is { } trigger && mark is { } price && trigger != price =>
            (trigger < price) == (order.Side == OrderSide.Sell) ? ExitLegKind.Stop : ExitLegKind.TakeProfit,
        _ => ExitLegKind.Unknown,
    };
}

namespace PositionRecovery.Exchange;

/// <summary>The words of the API for what both its parts have in common.</summary>
internal static class Words
{
    internal static string Of(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    internal static string Of(PositionSide side) => side switch
    {
        PositionSide.Long => "LONG",
        PositionSide.Short => "SHORT",
        _ => "BOTH",
    };

    /// <summary>The status of an order. What the venue makes up is passed on as it is.</summary>
    internal static string StatusOf(OrderReport order) => order.Status switch
    {
        OrderStatus.Accepted or OrderStatus.Triggered => "NEW",
        OrderStatus.PartiallyFilled => "PARTIALLY_FILLED",
        OrderStatus.Filled => "FILLED",
        OrderStatus.Canceled => "CANCELED",
        OrderStatus.Expired => "EXPIRED",
        OrderStatus.Rejected => "REJECTED",
        _ => order.RawStatus ?? "UNKNOWN",
    };

    internal static bool IsOpen(OrderReport order) => order.ReplacedBy is null
        && order.Status is OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled;

    internal static string TimeInForceOf(OrderReport order) => order.TimeInForce switch
    {
        _ when order.Type == OrderType.PostOnly => "GTX",
        TimeInForce.ImmediateOrCancel => "IOC",
        TimeInForce.FillOrKill => "FOK",
        TimeInForce.GoodTilDate => "GTD",
        _ => "GTC",
    };

    internal static TimeInForce TimeInForceOf(string? text) => text switch
    {
        null or "GTC" or "GTX" => TimeInForce.GoodTilCanceled,
        "IOC" => TimeInForce.ImmediateOrCancel,
        "FOK" => TimeInForce.FillOrKill,
        "GTD" => TimeInForce.GoodTilDate,
        _ => throw new ApiException(-1115, "Invalid timeInForce."),
    };

    internal static OrderSide SideOf(string text) => text switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        _ => throw new ApiException(-1117, "Invalid side."),
    };

    internal static PositionSide PositionSideOf(string? text) => text switch
    {
        null or "BOTH" => PositionSide.Net,
        "LONG" => PositionSide.Long,
        "SHORT" => PositionSide.Short,
        _ => throw new ApiException(-4060, "Invalid position side."),
    };

    /// <summary>The id that a client gave, or what the API shows for the exchange's own orders.</summary>
    internal static string ClientIdOf(OrderReport order) => order.Origin == OrderOrigin.AutoDeleveraging
        ? "adl_autoclose"
        : order.ClientOrder?.Value ?? string.Empty;

    internal static long Ms(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() ?? 0L;
}

namespace PositionRecovery.Exchange;

/// <summary>An order as the spot API shows it.</summary>
internal static class SpotOrderShape
{
    internal static object Queried(Desk desk, OrderReport order)
    {
        Listing listing = desk.Of(order.Instrument);
        return new
        {
            symbol = listing.Symbol,
            orderId = Desk.Number(order.VenueOrder),
            orderListId = -1,
            clientOrderId = Words.ClientIdOf(order),
            price = listing.Price(order.Price),
            origQty = listing.Quantity(order.Quantity),
            executedQty = listing.Quantity(order.Filled),
            origQuoteOrderQty = "0.00000000",
            cummulativeQuoteQty = Cost(order),
            status = Words.StatusOf(order),
            timeInForce = TimeInForceOf(order),
            type = TypeOf(order.Type),
            side = Words.Of(order.Side),
            stopPrice = listing.Price(order.TriggerPrice),
            icebergQty = "0.00000000",
            time = Words.Ms(order.CreatedAt),
            updateTime = Words.Ms(order.UpdatedAt),
            isWorking = IsWorking(order),
            workingTime = IsWorking(order) ? Words.Ms(order.CreatedAt) : -1L,
            selfTradePreventionMode = desk.Notes[order.VenueOrder!.Value].SelfTradePrevention,
        };
    }

    /// <summary>The answer to placing: ACK, RESULT or FULL.</summary>
    internal static object Placed(Desk desk, OrderReport order, string kind)
    {
        Listing listing = desk.Of(order.Instrument);
        bool isShort = kind == "ACK";
        return new
        {
            symbol = listing.Symbol,
            orderId = Desk.Number(order.VenueOrder),
            orderListId = -1,
            clientOrderId = Words.ClientIdOf(order),
            transactTime = Words.Ms(order.CreatedAt),
            price = isShort ? null : listing.Price(order.Price),
            origQty = isShort ? null : listing.Quantity(order.Quantity),
            executedQty = isShort ? null : listing.Quantity(order.Filled),
            origQuoteOrderQty = isShort ? null : "0.00000000",
            cummulativeQuoteQty = isShort ? null : Cost(order),
            status = isShort ? null : Words.StatusOf(order),
            timeInForce = isShort ? null : TimeInForceOf(order),
            type = isShort ? null : TypeOf(order.Type),
            side = isShort ? null : Words.Of(order.Side),
            stopPrice = isShort || order.TriggerPrice is null ? null : listing.Price(order.TriggerPrice),
            workingTime = isShort ? (long?)null : Words.Ms(order.CreatedAt),
            selfTradePreventionMode = isShort ? null : "EXPIRE_MAKER",
            fills = kind != "FULL" ? null : desk.Venue.FillsOf(order.Account)
                .Where(f => f.VenueOrder == order.VenueOrder).Select(f => new
                {
                    price = listing.Price(f.Price),
                    qty = listing.Quantity(f.Quantity),
                    commission = Listing.Fixed(f.Fee, 8),
                    commissionAsset = f.FeeAsset?.Value ?? listing.QuoteAsset,
                    tradeId = FuturesHistory.TradeNumber(f),
                }).ToArray(),
        };
    }

    /// <summary>The answer to canceling: the client id in it is that of the cancellation.</summary>
    internal static object Canceled(Desk desk, OrderReport order, string cancellation)
    {
        Listing listing = desk.Of(order.Instrument);
        return new
        {
            symbol = listing.Symbol,
            origClientOrderId = Words.ClientIdOf(order),
            orderId = Desk.Number(order.VenueOrder),
            orderListId = -1,
            clientOrderId = cancellation,
            transactTime = Words.Ms(order.UpdatedAt),
            price = listing.Price(order.Price),
            origQty = listing.Quantity(order.Quantity),
            executedQty = listing.Quantity(order.Filled),
            origQuoteOrderQty = "0.00000000",
            cummulativeQuoteQty = Cost(order),
            status = Words.StatusOf(order),
            timeInForce = TimeInForceOf(order),
            type = TypeOf(order.Type),
            side = Words.Of(order.Side),
            selfTradePreventionMode = "EXPIRE_MAKER",
        };
    }

    private static string TypeOf(OrderType type) => type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit => "LIMIT",
        OrderType.PostOnly => "LIMIT_MAKER",
        OrderType.StopMarket or OrderType.TrailingStopMarket => "STOP_LOSS",
        OrderType.StopLimit => "STOP_LOSS_LIMIT",
        OrderType.TakeProfitMarket => "TAKE_PROFIT",
        OrderType.TakeProfitLimit => "TAKE_PROFIT_LIMIT",
        _ => "NO_SUCH_TYPE",
    };

    private static bool IsWorking(OrderReport order) =>
        order.TriggerPrice is null || order.Status != OrderStatus.Accepted;

    private static string TimeInForceOf(OrderReport order) =>
        order.Type == OrderType.PostOnly ? "GTC" : Words.TimeInForceOf(order);

    private static string Cost(OrderReport order) =>
        Listing.Money((order.AveragePrice ?? 0m) * (order.Filled ?? 0m));
}

namespace PositionRecovery.Exchange;

/// <summary>Reads a spot order from the parameters of a request, and checks what can be checked before the venue sees
/// it.</summary>
internal static class SpotOrderForm
{
    internal static OrderIntent Read(ApiRequest request)
    {
        ApiParameters parameters = request.Parameters;
        Listing listing = request.Listing();
        Filters.CheckTrading(listing);
        OrderSide side = Words.SideOf(parameters.Required("side"));
        OrderType type = parameters.Required("type") switch
        {
            "LIMIT" => OrderType.Limit,
            "MARKET" => OrderType.Market,
            "LIMIT_MAKER" => OrderType.PostOnly,
            "STOP_LOSS" => OrderType.StopMarket,
            "STOP_LOSS_LIMIT" => OrderType.StopLimit,
            "TAKE_PROFIT" => OrderType.TakeProfitMarket,
            "TAKE_PROFIT_LIMIT" => OrderType.TakeProfitLimit,
            _ => throw new ApiException(-1116, "Invalid orderType."),
        };
        bool hasLimit = type is OrderType.Limit or OrderType.PostOnly or OrderType.StopLimit
            or OrderType.TakeProfitLimit;
        bool hasTrigger = type is OrderType.StopMarket or OrderType.StopLimit or OrderType.TakeProfitMarket
            or OrderType.TakeProfitLimit;
        string? life = hasLimit && type != OrderType.PostOnly ? parameters.Required("timeInForce") : null;
        decimal? present = request.Desk.Venue.PriceOf(listing.Id);
        decimal? price = hasLimit ? parameters.RequiredDecimal("price") : null;
        decimal? trigger = hasTrigger ? parameters.RequiredDecimal("stopPrice") : null;
        decimal quantity = QuantityOf(parameters, listing, type, present);
        foreach (decimal given in new[] { price, trigger }.OfType<decimal>())
        {
            Filters.CheckPrice(listing, given);
            Filters.CheckBand(listing, given, present);
        }

        Filters.CheckQuantity(listing, quantity, isAtMarket: !hasLimit);
        Filters.CheckNotional(listing, quantity, price ?? trigger ?? present);
        return new OrderIntent
        {
            Id = Filters.ClientId(request, "newClientOrderId"),
            Strategy = StrategyId.External,
            Account = request.Account,
            Instrument = listing.Id,
            Side = side,
            Type = type,
            Quantity = quantity,
            Price = price,
            TriggerPrice = trigger,
            TimeInForce = Words.TimeInForceOf(life),
        };
    }

    private static decimal QuantityOf(ApiParameters parameters, Listing listing, OrderType type, decimal? present)
    {
        if (type != OrderType.Market || !parameters.Has("quoteOrderQty"))
        {
            return parameters.RequiredDecimal("quantity");
        }

        decimal price = present ?? throw new ApiException(-2010, "Unable to fill.");
        decimal step = listing.Definition.QuantityIncrement;
        return Math.Floor(parameters.RequiredDecimal("quoteOrderQty") / price / step) * step;
    }
}

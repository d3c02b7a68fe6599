namespace PositionRecovery.Exchange;

/// <summary>A plain order as the futures API shows it.</summary>
internal static class FuturesOrderShape
{
    /// <summary>As queries show it.</summary>
    internal static object Queried(Desk desk, OrderReport order)
    {
        Listing listing = desk.Of(order.Instrument);
        Parts parts = PartsOf(desk, order);
        return new
        {
            symbol = listing.Symbol,
            orderId = Desk.Number(order.VenueOrder),
            clientOrderId = Words.ClientIdOf(order),
            status = Words.StatusOf(order),
            side = Words.Of(order.Side),
            positionSide = Words.Of(order.PositionSide),
            type = parts.Type,
            origType = parts.OrigType,
            timeInForce = Words.TimeInForceOf(order),
            price = listing.Price(order.Price),
            origQty = listing.Quantity(order.Quantity),
            executedQty = listing.Quantity(order.Filled),
            avgPrice = Listing.Fixed(order.AveragePrice ?? 0m, 5),
            cumQuote = Listing.Fixed(Cost(listing, order), 5),
            stopPrice = order.TriggerPrice is { } trigger ? listing.Price(trigger) : "0",
            reduceOnly = order.IsReduceOnly,
            closePosition = parts.Notes.ClosesPosition,
            priceProtect = parts.Notes.PriceProtect,
            workingType = parts.Notes.WorkingType,
            priceMatch = "NONE",
            selfTradePreventionMode = parts.Notes.SelfTradePrevention,
            goodTillDate = parts.Notes.GoodTillDate,
            time = Words.Ms(order.CreatedAt),
            updateTime = Words.Ms(order.UpdatedAt),
            pair = listing.Symbol,
        };
    }

    /// <summary>As the answers to placing and canceling show it.</summary>
    internal static object Written(Desk desk, OrderReport order)
    {
        Listing listing = desk.Of(order.Instrument);
        Parts parts = PartsOf(desk, order);
        return new
        {
            symbol = listing.Symbol,
            orderId = Desk.Number(order.VenueOrder),
            clientOrderId = Words.ClientIdOf(order),
            status = Words.StatusOf(order),
            side = Words.Of(order.Side),
            positionSide = Words.Of(order.PositionSide),
            type = parts.Type,
            origType = parts.OrigType,
            timeInForce = Words.TimeInForceOf(order),
            price = listing.Price(order.Price),
            origQty = listing.Quantity(order.Quantity),
            cumQty = listing.Quantity(order.Filled),
            executedQty = listing.Quantity(order.Filled),
            stopPrice = order.TriggerPrice is { } trigger ? listing.Price(trigger) : "0",
            reduceOnly = order.IsReduceOnly,
            closePosition = parts.Notes.ClosesPosition,
            priceProtect = parts.Notes.PriceProtect,
            workingType = parts.Notes.WorkingType,
            priceMatch = "NONE",
            selfTradePreventionMode = parts.Notes.SelfTradePrevention,
            goodTillDate = parts.Notes.GoodTillDate,
            updateTime = Words.Ms(order.UpdatedAt),
        };
    }

    internal static string TypeOf(OrderType type) => type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit or OrderType.PostOnly => "LIMIT",
        OrderType.StopMarket => "STOP_MARKET",
        OrderType.StopLimit => "STOP",
        OrderType.TakeProfitMarket => "TAKE_PROFIT_MARKET",
        OrderType.TakeProfitLimit => "TAKE_PROFIT",
        OrderType.TrailingStopMarket => "TRAILING_STOP_MARKET",
        _ => "NO_SUCH_TYPE",
    };

    private static decimal Cost(Listing listing, OrderReport order) =>
        Math.Round((order.AveragePrice ?? 0m) * (order.Filled ?? 0m) * listing.Definition.Multiplier, 8);

    private static Parts PartsOf(Desk desk, OrderReport order)
    {
        bool isSuccessor = order.TriggerPrice is not null && order.Type is OrderType.Market or OrderType.Limit;
        OrderReport? origin = isSuccessor
            ? desk.Venue.OrdersOf(order.Account).LastOrDefault(o => o.ReplacedBy == order.VenueOrder)
            : null;
        OrderNotes notes = desk.Notes[(origin ?? order).VenueOrder!.Value];
        return new Parts(TypeOf(order.Type), TypeOf((origin ?? order).Type), notes);
    }

    private readonly record struct Parts(string Type, string OrigType, OrderNotes Notes);
}

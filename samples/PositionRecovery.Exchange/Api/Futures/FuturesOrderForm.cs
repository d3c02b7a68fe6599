namespace PositionRecovery.Exchange;

/// <summary>Reads an order from the parameters of a request, and checks what can be checked before the venue sees it.
/// </summary>
internal static class FuturesOrderForm
{
    private static readonly TimeSpan LeastGoodTill = TimeSpan.FromSeconds(600);

    /// <summary>A plain order.</summary>
    internal static (OrderIntent Intent, OrderNotes Notes) Plain(ApiRequest request)
    {
        ApiParameters parameters = request.Parameters;
        Listing listing = request.Listing();
        OrderSide side = Words.SideOf(parameters.Required("side"));
        OrderType type = parameters.Required("type") switch
        {
            "LIMIT" => parameters.Text("timeInForce") == "GTX" ? OrderType.PostOnly : OrderType.Limit,
            "MARKET" => OrderType.Market,
            "STOP" or "STOP_MARKET" or "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" or "TRAILING_STOP_MARKET" =>
                throw new ApiException(
                    -4120,
                    "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead."),
            _ => throw new ApiException(-1116, "Invalid orderType."),
        };
        bool hasPrice = type != OrderType.Market;
        string? life = hasPrice ? parameters.Required("timeInForce") : null;
        decimal quantity = parameters.RequiredDecimal("quantity");
        decimal? price = hasPrice ? parameters.RequiredDecimal("price") : null;
        bool reduces = parameters.Flag("reduceOnly");
        var intent = new OrderIntent
        {
            Id = Filters.ClientId(request, "newClientOrderId"),
            Strategy = StrategyId.External,
            Account = request.Account,
            Instrument = listing.Id,
            Side = side,
            Type = type,
            Quantity = Checked(listing, quantity, isAtMarket: !hasPrice),
            Price = price is { } limit ? CheckedPrice(listing, limit) : null,
            PositionSide = PositionSideOf(parameters, reduces),
            IsReduceOnly = reduces,
            TimeInForce = Words.TimeInForceOf(life),
        };
        decimal? present = request.Desk.Venue.PriceOf(listing.Id);
        Check(listing, intent, present);
        return (intent, NotesOf(request));
    }

    /// <summary>A conditional order.</summary>
    internal static (OrderIntent Intent, decimal? Trailing, OrderNotes Notes) Conditional(ApiRequest request)
    {
        ApiParameters parameters = request.Parameters;
        if (parameters.Required("algoType") != "CONDITIONAL")
        {
            throw new ApiException(-1130, "Data sent for parameter 'algoType' is not valid.");
        }

        Listing listing = request.Listing();
        OrderSide side = Words.SideOf(parameters.Required("side"));
        OrderType type = TypeOf(parameters.Required("type"));
        bool closes = parameters.Flag("closePosition");
        bool reduces = parameters.Flag("reduceOnly");
        CheckClosing(parameters, type, closes);
        bool isTrailing = type == OrderType.TrailingStopMarket;
        decimal? trigger = isTrailing ? null : CheckedPrice(listing, parameters.RequiredDecimal("triggerPrice"));
        decimal? present = request.Desk.Venue.PriceOf(listing.Id);
        bool hasLimit = type is OrderType.StopLimit or OrderType.TakeProfitLimit;
        var intent = new OrderIntent
        {
            Id = Filters.ClientId(request, "clientAlgoId"),
            Strategy = StrategyId.External,
            Account = request.Account,
            Instrument = listing.Id,
            Side = side,
            Type = type,
            Quantity = closes ? 0m : Checked(
                listing, parameters.RequiredDecimal("quantity"), isAtMarket: !hasLimit),
            Price = hasLimit ? CheckedPrice(listing, parameters.RequiredDecimal("price")) : null,
            TriggerPrice = trigger,
            PositionSide = PositionSideOf(parameters, reduces),
            IsReduceOnly = reduces || closes,
            Class = OrderClass.Conditional,
            TimeInForce = Words.TimeInForceOf(parameters.Text("timeInForce")),
        };
        Check(listing, intent, trigger ?? present);
        return (intent, isTrailing ? DistanceOf(listing, parameters, present) : null, NotesOf(request) with
        {
            ClosesPosition = closes,
        });
    }

    private static OrderType TypeOf(string text) => text switch
    {
        "STOP" => OrderType.StopLimit,
        "STOP_MARKET" => OrderType.StopMarket,
        "TAKE_PROFIT" => OrderType.TakeProfitLimit,
        "TAKE_PROFIT_MARKET" => OrderType.TakeProfitMarket,
        "TRAILING_STOP_MARKET" => OrderType.TrailingStopMarket,
        _ => throw new ApiException(-1116, "Invalid orderType."),
    };

    private static void CheckClosing(ApiParameters parameters, OrderType type, bool closes)
    {
        if (!closes)
        {
            return;
        }

        if (type is not (OrderType.StopMarket or OrderType.TakeProfitMarket))
        {
            throw new ApiException(-4136, "Target strategy invalid for orderType and closePosition.");
        }

        if (parameters.Has("quantity"))
        {
            throw new ApiException(-4137, "Quantity must be zero with closePosition equals true.");
        }

        if (parameters.Has("reduceOnly"))
        {
            throw new ApiException(-4138, "Reduce only must be true with closePosition equals true.");
        }
    }

    private static decimal DistanceOf(Listing listing, ApiParameters parameters, decimal? present)
    {
        decimal rate = parameters.RequiredDecimal("callbackRate");
        if (rate is < 0.1m or > 20m)
        {
            throw new ApiException(-2007, "Invalid callBack rate.");
        }

        decimal tick = listing.Definition.PriceIncrement;
        decimal price = present ?? throw new ApiException(-2020, "Unable to fill.");
        return Math.Max(tick, Math.Round(price * rate / 100m / tick) * tick);
    }

    private static PositionSide PositionSideOf(ApiParameters parameters, bool reduces)
    {
        PositionSide side = Words.PositionSideOf(parameters.Text("positionSide"));
        return side != PositionSide.Net && reduces
            ? throw new ApiException(-4062, "Invalid or improper reduceOnly value.")
            : side;
    }

    private static decimal Checked(Listing listing, decimal quantity, bool isAtMarket)
    {
        Filters.CheckQuantity(listing, quantity, isAtMarket);
        return quantity;
    }

    private static decimal CheckedPrice(Listing listing, decimal price)
    {
        Filters.CheckPrice(listing, price);
        return price;
    }

    private static void Check(Listing listing, OrderIntent intent, decimal? present)
    {
        Filters.CheckTrading(listing);
        bool isBuy = intent.Side == OrderSide.Buy;
        bool closesLeg = (intent.PositionSide == PositionSide.Long && !isBuy)
            || (intent.PositionSide == PositionSide.Short && isBuy);
        if (!intent.IsReduceOnly && !closesLeg)
        {
            Filters.CheckNotional(listing, intent.Quantity, intent.Price ?? present);
        }

        if (intent.Price is { } limit)
        {
            Filters.CheckBand(listing, limit, present);
        }
    }

    private static OrderNotes NotesOf(ApiRequest request)
    {
        ApiParameters parameters = request.Parameters;
        long goodTill = parameters.Long("goodTillDate") ?? 0;
        if (parameters.Text("timeInForce") == "GTD"
            && goodTill <= request.Desk.NowMs + (long)LeastGoodTill.TotalMilliseconds)
        {
            throw new ApiException(-5040, "Invalid goodTillDate.");
        }

        return new OrderNotes
        {
            WorkingType = parameters.Text("workingType") ?? "CONTRACT_PRICE",
            PriceProtect = parameters.Flag("priceProtect"),
            SelfTradePrevention = parameters.Text("selfTradePreventionMode") ?? "EXPIRE_MAKER",
            GoodTillDate = goodTill,
            CallbackRate = parameters.Decimal("callbackRate"),
            ActivatePrice = parameters.Decimal("activatePrice"),
        };
    }
}

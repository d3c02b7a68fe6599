namespace PositionRecovery.Binance;

/// <summary>The requests that place orders. Pure; what <see cref="OrderRules"/> refuses must not come here.</summary>
internal static class OrderForm
{
    /// <summary>The request on Spot, also for a pair of which one cancels the other.</summary>
    internal static ApiRequest OnSpot(BinanceOptions options, OrderSubmission submission, decimal? trailingBips)
    {
        OrderIntent order = submission.Order;
        var parameters = new List<(string, string)>
        {
            ("symbol", Naming.SymbolOf(options.Account, order.Instrument)!), ("side", OrderWords.Of(order.Side)),
        };
        if (submission.CancelsOther is { } other)
        {
            // What a price above the market does depends on the side: it takes the profit of a sale.
            bool isFirstAbove = OrderRules.IsStop(order) == (order.Side == OrderSide.Buy);
            parameters.Add(("quantity", QueryText.Number(order.Quantity)));
            parameters.AddRange(Leg(isFirstAbove ? order : other, "above", isFirstAbove ? trailingBips : null));
            parameters.AddRange(Leg(isFirstAbove ? other : order, "below", isFirstAbove ? null : trailingBips));
            parameters.Add(("newOrderRespType", "ACK"));
            return Post("/api/v3/orderList/oco", parameters, submission, weight: 1, orders: 2);
        }

        parameters.Add(("type", OrderWords.OnSpot(order.Type)!));
        parameters.Add(("quantity", QueryText.Number(order.Quantity)));
        AddPrices(parameters, order, "stopPrice");
        if (OrderWords.HasLimit(order.Type) && order.Type != OrderType.PostOnly)
        {
            parameters.Add(("timeInForce", OrderWords.Of(order.TimeInForce)!));
        }

        if (trailingBips is { } bips)
        {
            parameters.Add(("trailingDelta", QueryText.Number(bips)));
        }

        parameters.Add(("newClientOrderId", order.Id.Value));
        parameters.Add(("newOrderRespType", "ACK"));
        return Post("/api/v3/order", parameters, submission, weight: 1, orders: 1);
    }

    /// <summary>The request on futures.</summary>
    /// <param name="options">Which futures.</param>
    /// <param name="submission">The order.</param>
    /// <param name="trailingPercent">How far a trailing stop trails.</param>
    /// <param name="toAlgoService">Whether it goes to the service for orders with a trigger.</param>
    internal static ApiRequest OnFutures(
        BinanceOptions options, OrderSubmission submission, decimal? trailingPercent, bool toAlgoService)
    {
        OrderIntent order = submission.Order;
        var parameters = new List<(string, string)>();
        if (toAlgoService)
        {
            parameters.Add(("algoType", "CONDITIONAL"));
        }

        parameters.Add(("symbol", Naming.SymbolOf(options.Account, order.Instrument)!));
        parameters.Add(("side", OrderWords.Of(order.Side)));
        parameters.Add(("positionSide", OrderWords.Of(order.PositionSide)));
        parameters.Add(("type", OrderWords.OnFutures(order.Type)!));
        AddSize(parameters, order);
        AddPrices(
            parameters,
            order,
            order.Type != OrderType.TrailingStopMarket ? toAlgoService ? "triggerPrice" : "stopPrice"
                : toAlgoService ? "activatePrice" : "activationPrice");
        if (OrderWords.HasLimit(order.Type))
        {
            bool isPostOnly = order.Type == OrderType.PostOnly;
            parameters.Add(("timeInForce", isPostOnly ? "GTX" : OrderWords.Of(order.TimeInForce)!));
        }

        if (trailingPercent is { } percent)
        {
            parameters.Add(("callbackRate", QueryText.Number(percent)));
        }

        if (OrderWords.HasTrigger(order.Type))
        {
            parameters.Add(("workingType", options.TriggersByMarkPrice ? "MARK_PRICE" : "CONTRACT_PRICE"));
        }

        parameters.Add((toAlgoService ? "clientAlgoId" : "newClientOrderId", order.Id.Value));
        parameters.Add(("newOrderRespType", "ACK"));
        string path = Addresses.Root(options.Product) + (toAlgoService ? "/algoOrder" : "/order");
        return Post(path, parameters, submission, weight: 0, orders: 1);
    }

    /// <summary>The last price, for the rate of a trailing stop.</summary>
    internal static ApiRequest Price(BinanceOptions options, InstrumentId instrument) => new()
    {
        Method = HttpMethod.Get,
        Path = options.Product switch
        {
            BinanceProduct.UsdMarginedFutures => "/fapi/v2/ticker/price",
            BinanceProduct.CoinMarginedFutures => "/dapi/v1/ticker/price",
            _ => "/api/v3/ticker/price",
        },
        Parameters = [("symbol", Naming.SymbolOf(options.Account, instrument)!)],
        Security = ApiSecurity.Public,
        Weight = options.Product == BinanceProduct.Spot ? 2 : 1,
    };

    /// <summary>Without a quantity the venue closes whatever is there; it then wants to hear of nothing else.</summary>
    private static void AddSize(List<(string, string)> parameters, OrderIntent order)
    {
        if (order.Quantity == 0m)
        {
            parameters.Add(("closePosition", "true"));
            return;
        }

        parameters.Add(("quantity", QueryText.Number(order.Quantity)));
        if (order.PositionSide == PositionSide.Net && order.IsReduceOnly)
        {
            parameters.Add(("reduceOnly", "true"));
        }
    }

    private static void AddPrices(List<(string, string)> parameters, OrderIntent order, string triggerName)
    {
        if (OrderWords.HasLimit(order.Type))
        {
            parameters.Add(("price", QueryText.Number(order.Price!.Value)));
        }

        if (OrderWords.HasTrigger(order.Type) && order.TriggerPrice is { } trigger)
        {
            parameters.Add((triggerName, QueryText.Number(trigger)));
        }
    }

    private static IEnumerable<(string, string)> Leg(OrderIntent order, string where, decimal? trailingBips)
    {
        yield return (where + "Type", OrderWords.OnSpot(order.Type)!);
        yield return (where + "ClientOrderId", order.Id.Value);
        if (OrderWords.HasLimit(order.Type))
        {
            yield return (where + "Price", QueryText.Number(order.Price!.Value));
            if (order.Type != OrderType.PostOnly)
            {
                yield return (where + "TimeInForce", OrderWords.Of(order.TimeInForce)!);
            }
        }

        if (order.TriggerPrice is { } trigger)
        {
            yield return (where + "StopPrice", QueryText.Number(trigger));
        }

        if (trailingBips is { } bips)
        {
            yield return (where + "TrailingDelta", QueryText.Number(bips));
        }
    }

    private static ApiRequest Post(
        string path, List<(string, string)> parameters, OrderSubmission submission, int weight, int orders) => new()
        {
            Method = HttpMethod.Post,
            Path = path,
            Parameters = parameters,
            Weight = weight,
            OrderCount = orders,
            SendBefore = submission.SendBefore,
        };
}

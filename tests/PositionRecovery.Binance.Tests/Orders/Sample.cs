namespace PositionRecovery.Binance.Tests;

/// <summary>Orders to send.</summary>
internal static class Sample
{
    internal static OrderIntent Order(
        BinanceProduct product,
        OrderType type,
        OrderSide side = OrderSide.Sell,
        PositionSide leg = PositionSide.Net,
        decimal quantity = 0.250m,
        decimal? price = null,
        decimal? trigger = null,
        string id = "X-1") => new()
        {
            Id = new(id),
            Strategy = new("s"),
            Account = new(product switch
            {
                BinanceProduct.UsdMarginedFutures => "BINANCE-USDM:main",
                BinanceProduct.CoinMarginedFutures => "BINANCE-COINM:main",
                _ => "BINANCE-SPOT:main",
            }),
            Instrument = new(product switch
            {
                BinanceProduct.UsdMarginedFutures => "BINANCE-USDM:ETHUSDT",
                BinanceProduct.CoinMarginedFutures => "BINANCE-COINM:BTCUSD_PERP",
                _ => "BINANCE-SPOT:ADAUSDT",
            }),
            Side = side,
            Type = type,
            Quantity = quantity,
            Price = price,
            TriggerPrice = trigger,
            PositionSide = leg,
            Action = OrderAction.Exit,
            IsReduceOnly = product != BinanceProduct.Spot,
            Class = product != BinanceProduct.Spot && OrderWords.HasTrigger(type)
                ? OrderClass.Conditional
                : OrderClass.Regular,
            TimeInForce = TimeInForce.GoodTilCanceled,
        };

    internal static OrderSubmission Submission(OrderIntent order, decimal? trails = null, OrderIntent? pair = null) =>
        new()
        {
            Order = order, SendBefore = Wire.Start + TimeSpan.FromMinutes(1), TrailingDistance = trails,
            CancelsOther = pair,
        };

    internal static OrderSnapshot Snapshot(OrderIntent order, string? venueOrder = null, bool isExternal = false) => new()
    {
        Intent = order,
        Status = OrderStatus.Accepted,
        VenueOrder = venueOrder is null ? null : new(venueOrder),
        IsExternal = isExternal,
    };
}

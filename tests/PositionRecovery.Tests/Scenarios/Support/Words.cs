namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>The vocabulary of the scenarios: one venue, a few names, and times in minutes.</summary>
internal static class Words
{
    internal const OrderSide Buy = OrderSide.Buy;
    internal const OrderSide Sell = OrderSide.Sell;

    /// <summary>The minute at which the venue was read; everything else happened before.</summary>
    internal const double ReadMinute = 60;

    internal static readonly AccountId Main = new("SIM:main");
    internal static readonly AccountId Second = new("SIM:second");
    internal static readonly StrategyId Alpha = new("alpha");
    internal static readonly StrategyId Beta = new("beta");
    internal static readonly StrategyId External = StrategyId.External;
    internal static readonly AssetId Usdt = new("USDT");
    internal static readonly AssetId Btc = new("BTC");

    internal static readonly InstrumentDefinition Perpetual = new()
    {
        Id = new("SIM:ETHUSDT"), PriceIncrement = 0.01m, QuantityIncrement = 0.001m, QuoteAsset = Usdt,
    };

    internal static readonly InstrumentDefinition OtherPerpetual = Perpetual with { Id = new("SIM:SOLUSDT") };

    internal static readonly InstrumentDefinition Inverse = new()
    {
        Id = new("SIM:BTCUSD"), PriceIncrement = 0.1m, QuantityIncrement = 1m, QuoteAsset = new("USD"), BaseAsset = Btc,
        IsInverse = true,
    };

    internal static readonly InstrumentDefinition Spot = new()
    {
        Id = new("SIM:BTC-USDT"), PriceIncrement = 0.01m, QuantityIncrement = 0.00001m, QuoteAsset = Usdt,
        BaseAsset = Btc, IsSpot = true,
    };

    internal static readonly InstrumentDefinition SpotInEuro = Spot with
    {
        Id = new("SIM:BTC-EUR"),
        QuoteAsset = new("EUR"),
    };

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static DateTimeOffset ReadAt { get; } = At(ReadMinute);

    internal static DateTimeOffset Now { get; } = ReadAt.AddSeconds(10);

    internal static DateTimeOffset At(double minute) => Noon.AddMinutes(minute);

    internal static Deal Bought(decimal quantity, decimal price, double minute) => new(Buy, quantity, price, minute);

    internal static Deal Sold(decimal quantity, decimal price, double minute) => new(Sell, quantity, price, minute);

    /// <summary>A limit order of <see cref="Alpha"/> as the books know it; refine it with <c>with</c>.</summary>
    internal static OrderSnapshot Order(string id, OrderSide side, decimal quantity, decimal price = 10m) => new()
    {
        Intent = new OrderIntent
        {
            Id = new(id), Strategy = Alpha, Account = Main, Instrument = Perpetual.Id, Side = side,
            Type = OrderType.Limit, Quantity = quantity, Price = price,
        },
        Status = OrderStatus.Accepted,
        VenueOrder = VenueIdOf(id),
        IntendedAt = At(-2),
        SendDeadline = At(-2).AddSeconds(5),
        CreatedAt = At(-1),
        UpdatedAt = At(-1),
    };

    /// <summary>The same order as the venue shows it; refine it with <c>with</c>.</summary>
    internal static OrderReport Report(string id, OrderSide side, decimal quantity, decimal price = 10m) => new()
    {
        Account = Main, Instrument = Perpetual.Id, ClientOrder = new(id), VenueOrder = VenueIdOf(id), Side = side,
        Type = OrderType.Limit, Status = OrderStatus.Accepted, Quantity = quantity, Price = price, Filled = 0m,
        CreatedAt = At(-1), UpdatedAt = At(50),
    };

    internal static VenueOrderId VenueIdOf(string id) => new("V-" + id);
}

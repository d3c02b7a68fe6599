using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

/// <summary>A simulated venue with one instrument, and short words for what tests do with it.</summary>
internal sealed class VenueDesk
{
    internal static readonly AccountId Main = new("SIM:main");

    internal static readonly InstrumentDefinition Btc = new()
    {
        Id = new("SIM:BTCUSDT"),
        PriceIncrement = 0.1m,
        QuantityIncrement = 0.001m,
        QuoteAsset = new("USDT"),
        BaseAsset = new("BTC"),
        MinQuantity = 0.001m,
        MaxQuantity = 1_000_000m,
        MaxMarketQuantity = 500_000m,
        MinNotional = 0.0001m,
    };

    internal static readonly InstrumentDefinition Eth = Btc with { Id = new("SIM:ETHUSDT"), BaseAsset = new("ETH") };

    internal static readonly InstrumentDefinition Coin = Btc with
    {
        Id = new("SIM:BTCUSD"),
        QuoteAsset = new("USD"),
        IsInverse = true,
        Multiplier = 100m,
        QuantityIncrement = 1m,
    };

    internal static readonly InstrumentDefinition Spot = Btc with { Id = new("SIM:SPOT"), IsSpot = true };

    internal VenueDesk(
        Func<SimulatedVenueSetup, SimulatedVenueSetup>? change = null,
        PositionMode mode = PositionMode.Netting,
        InstrumentDefinition? instrument = null)
    {
        Instrument = instrument ?? Btc;
        var setup = new SimulatedVenueSetup
        {
            Accounts =
            [
                new SimulatedAccount
                {
                    Id = Main,
                    Mode = mode,
                    Balances = new Dictionary<AssetId, decimal> { [new("USDT")] = 100_000m, [new("BTC")] = 10m },
                },
            ],
            Instruments = [Btc, Eth, Coin, Spot],
            TimeProvider = Clock,
        };
        Venue = new SimulatedVenue(change?.Invoke(setup) ?? setup);
        Venue.SetPrice(Instrument.Id, 100m);
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal SimulatedVenue Venue { get; }

    internal InstrumentDefinition Instrument { get; }

    internal decimal Position => Venue.QuantityOf(Key());

    internal BookKey Key(PositionSide side = PositionSide.Net) => new(Main, Instrument.Id, side);

    /// <summary>An order: a negative quantity sells.</summary>
    internal OrderIntent Order(
        string id,
        decimal quantity,
        OrderType type = OrderType.Market,
        decimal? price = null,
        decimal? trigger = null,
        bool reduces = false,
        PositionSide side = PositionSide.Net,
        TimeInForce life = TimeInForce.Unknown) => new()
        {
            Id = new(id),
            Strategy = new("test"),
            Account = Main,
            Instrument = Instrument.Id,
            Side = quantity < 0m ? OrderSide.Sell : OrderSide.Buy,
            Type = type,
            Quantity = Math.Abs(quantity),
            Price = price,
            TriggerPrice = trigger,
            IsReduceOnly = reduces,
            PositionSide = side,
            TimeInForce = life,
        };

    internal OrderIntent Stop(string id, decimal quantity, decimal trigger) =>
        Order(id, quantity, OrderType.StopMarket, trigger: trigger, reduces: true);

    internal OrderIntent Target(string id, decimal quantity, decimal trigger) =>
        Order(id, quantity, OrderType.TakeProfitMarket, trigger: trigger, reduces: true);

    internal ValueTask<SubmitResult> SendAsync(
        OrderIntent order, OrderIntent? other = null, decimal? distance = null) => Venue.SubmitAsync(
            new OrderSubmission
            {
                Order = order, CancelsOther = other, TrailingDistance = distance,
                SendBefore = Clock.GetUtcNow().AddSeconds(5),
            },
            CancellationToken.None);

    /// <summary>Sends an order that must be taken.</summary>
    internal async Task<VenueOrderId> PlaceAsync(OrderIntent order, OrderIntent? other = null)
    {
        SubmitResult result = await SendAsync(order, other);
        Assert.True(result.Status == SubmitStatus.Accepted, result.Reason);
        return result.VenueOrder!.Value;
    }

    internal ValueTask<SubmitResult> CancelAsync(OrderIntent order, VenueOrderId? id = null) => Venue.CancelAsync(
        new OrderSnapshot { Intent = order, Status = OrderStatus.Accepted, VenueOrder = id }, CancellationToken.None);

    internal async Task<VenueAnswer> AskAsync(VenueQuery query) => await Venue.QueryAsync(query, CancellationToken.None);

    internal async Task<T[]> ReadAsync<T>(VenueQuery query)
        where T : VenueReport => [.. (await AskAsync(query)).Reports.Cast<T>()];

    /// <summary>The orders of an id, as they are now: <c>type quantity@average status</c>.</summary>
    internal string State(string id) => string.Join(
        "; ",
        Venue.OrdersOf(Main).Where(o => o.ClientOrder == new ClientOrderId(id)).Select(static o =>
            FormattableString.Invariant($"{o.Type} {o.Filled:0.###}/{o.Quantity:0.###} {o.Status}")));

    internal void Move(params decimal[] prices)
    {
        foreach (decimal price in prices)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Venue.SetPrice(Instrument.Id, price);
        }
    }
}

using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>What happens at the exchange in the demo, and when.</summary>
internal static class DemoMarket
{
    /// <summary>How far stops are from entries.</summary>
    public const decimal Stop = 0.03m;

    /// <summary>How much of ETH changes hands without an execution that anybody lists.</summary>
    public const decimal OffTheBook = 4m;

    public static readonly Listing Btc = SampleExchange.Find("BTCUSDT")!;

    public static readonly Listing Eth = SampleExchange.Find("ETHUSDT")!;

    /// <summary>For those who need no past.</summary>
    public static decimal Flat(InstrumentId instrument, DateTimeOffset at) =>
        SampleExchange.Listings.First(l => l.Id == instrument).Price;

    /// <summary>Bitcoin rose until now, and the others did not move.</summary>
    public static Func<InstrumentId, DateTimeOffset, decimal> Rising(DateTimeOffset now) => (instrument, at) =>
    {
        decimal price = Flat(instrument, at);
        decimal minutes = (decimal)Math.Min(0, (at - now).TotalMinutes);
        return instrument == Btc.Id ? SampleExchange.Quoted(Btc, price * (1m + (0.0003m * minutes))) : price;
    };

    /// <summary>Ether falls under its average: the strategy sells.</summary>
    public static void LetEthFall(SimulatedVenue venue) => venue.SetPrice(Eth.Id, Eth.Price * 0.995m);

    /// <summary>The market while no engine runs.</summary>
    /// <returns>What happened, in the words of a person.</returns>
    public static IEnumerable<string> GoOn(SimulatedVenue venue)
    {
        decimal low = Btc.Price * 0.989m;
        venue.SetPrice(Btc.Id, low);
        yield return $"Bitcoin falls to {Words.Of(low)}: the resting order is filled.";
        decimal high = Eth.Price * 1.006m;
        venue.SetPrice(Eth.Id, high);
        yield return $"Ether rises to {Words.Of(high)}: so is the one the engine never heard of again.";
        venue.PlaceManually(SampleExchange.Account, Btc.Id, OrderSide.Sell, 0.1m);
        yield return "Somebody sells 0.1 bitcoin by hand.";
        venue.CancelManually(StopOf(venue, Eth.Id).ClientOrder!.Value);
        yield return "Somebody cancels the stop of the ether position by hand.";
        TradeOffTheBook(venue);
        yield return $"{Words.Of(OffTheBook)} ether more is sold off the book: the exchange lists the position, and no execution.";
    }

    private static OrderReport StopOf(SimulatedVenue venue, InstrumentId instrument) =>
        venue.OpenOrdersOf(SampleExchange.Account).Single(o => o.Instrument == instrument && o.Type == OrderType.StopMarket);

    private static void TradeOffTheBook(SimulatedVenue venue)
    {
        PositionReport now = venue.PositionsOf(SampleExchange.Account).Single(static p => p.Instrument == Eth.Id);
        decimal quantity = now.Quantity - OffTheBook;
        decimal cost = (now.Quantity * now.AveragePrice!.Value) - (OffTheBook * venue.PriceOf(Eth.Id)!.Value);
        venue.Arrange(new VenueScene
        {
            Account = SampleExchange.Account,
            Positions = [now with { Quantity = quantity, AveragePrice = cost / quantity, UpdatedAt = venue.Now }],
        });
    }
}

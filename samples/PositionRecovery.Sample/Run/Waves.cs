using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>Prices that come and go, the same for the same time: the market of the simulated exchange.</summary>
internal sealed class Waves(SimulatedVenue venue, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    public static decimal PriceOf(InstrumentId instrument, DateTimeOffset at)
    {
        Listing listing = SampleExchange.Listings.First(l => l.Id == instrument);
        double seconds = at.ToUnixTimeMilliseconds() / 1_000d;
        double turn = 2 * Math.PI * seconds;
        double phase = listing.Symbol[0];
        double wave = (0.012 * Math.Sin((turn / 420) + phase)) + (0.003 * Math.Sin((turn / 47) + (2 * phase)));
        return SampleExchange.Quoted(listing, listing.Price * (1m + (decimal)wave));
    }

    /// <summary>Sets all prices.</summary>
    public static void Move(SimulatedVenue venue, DateTimeOffset at)
    {
        foreach (Listing listing in SampleExchange.Listings)
        {
            venue.SetPrice(listing.Id, PriceOf(listing.Id, at));
        }
    }

    /// <summary>Moves the market until stopped.</summary>
    public async Task MoveAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                Move(venue, clock.GetUtcNow());
            }
        }
        catch (OperationCanceledException)
        {
            // The market closes.
        }
    }
}

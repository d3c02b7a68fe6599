using System.Runtime.CompilerServices;

namespace PositionRecovery.Sample;

/// <summary>Executions as they become known by asking again and again, for a venue without a stream.</summary>
/// <param name="venue">Who is asked.</param>
/// <param name="listings">About what.</param>
/// <param name="clock">How often.</param>
internal sealed class PollingFeed(IVenueReportProvider venue, IReadOnlyList<Listing> listings, TimeProvider clock)
    : IVenueFeed
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>How far answers overlap: an execution may be listed a moment after it happened.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    public async IAsyncEnumerable<VenueReport> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset begun = clock.GetUtcNow();
        var told = new Dictionary<TradeKey, DateTimeOffset>();
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            DateTimeOffset from = clock.GetUtcNow() - Overlap;
            foreach (TradeKey old in told.Where(t => t.Value < from).Select(static t => t.Key).ToArray())
            {
                told.Remove(old);
            }

            foreach (Listing listing in listings)
            {
                VenueAnswer answer = await venue.QueryAsync(
                    new FillsQuery { Account = SampleExchange.Account, Instrument = listing.Id, From = from },
                    cancellationToken);
                foreach (FillReport fill in answer.Reports.OfType<FillReport>().Where(f => f.At >= begun))
                {
                    if (told.TryAdd(fill.Key, fill.At))
                    {
                        yield return fill;
                    }
                }
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}

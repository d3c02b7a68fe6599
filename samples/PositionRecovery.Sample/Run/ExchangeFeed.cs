using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>The live stream of a simulated exchange, for any number of listeners.</summary>
internal sealed class ExchangeFeed : IVenueFeed
{
    private ImmutableList<Channel<VenueReport>> _listeners = [];

    public ExchangeFeed(SimulatedVenue venue) => venue.Reported = report =>
        _listeners.ForEach(listener => listener.Writer.TryWrite(report));

    /// <summary>How many listen.</summary>
    public int Listeners => _listeners.Count;

    public async IAsyncEnumerable<VenueReport> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateUnbounded<VenueReport>();
        ImmutableInterlocked.Update(ref _listeners, list => list.Add(listener));
        try
        {
            await foreach (VenueReport report in listener.Reader.ReadAllAsync(cancellationToken))
            {
                yield return report;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _listeners, list => list.Remove(listener));
        }
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PositionRecovery;

/// <summary>Hands each event to everybody who watches. A watcher that is slow loses its oldest events, never holds a
/// recovery up.</summary>
internal sealed class RecoveryFeed
{
    private const int Room = 1_024;

    private readonly Lock _lock = new();
    private readonly List<Channel<RecoveryEvent>> _watchers = [];
    private readonly Queue<RecoveryEvent> _latest = new();
    private bool _isComplete;

    internal void Tell(RecoveryEvent happened)
    {
        lock (_lock)
        {
            if (_latest.Count == Room)
            {
                _latest.Dequeue();
            }

            _latest.Enqueue(happened);
            foreach (Channel<RecoveryEvent> watcher in _watchers)
            {
                watcher.Writer.TryWrite(happened);
            }
        }
    }

    /// <summary>What happened so far and was not pushed out by later events, then what happens, until the
    /// end.</summary>
    internal async IAsyncEnumerable<RecoveryEvent> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<RecoveryEvent> watcher = Channel.CreateBounded<RecoveryEvent>(
            new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            foreach (RecoveryEvent happened in _latest)
            {
                watcher.Writer.TryWrite(happened);
            }

            if (_isComplete)
            {
                watcher.Writer.Complete();
            }

            _watchers.Add(watcher);
        }

        try
        {
            await foreach (RecoveryEvent happened in watcher.Reader.ReadAllAsync(cancellationToken)
                .ConfigureAwait(false))
            {
                yield return happened;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    internal void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _watchers.ForEach(static w => w.Writer.TryComplete());
        }
    }
}

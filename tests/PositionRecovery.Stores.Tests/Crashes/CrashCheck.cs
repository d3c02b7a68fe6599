using PositionRecovery.CrashWriter;

namespace PositionRecovery.Stores.Tests;

/// <summary>What must hold of a store after its writer was killed, whatever the store.</summary>
internal sealed class CrashCheck(Func<IPositionStore> connect, TraderId trader)
{
    private readonly List<byte[]> _hashes = [];

    private long _epoch;

    /// <summary>Commits that were made and not acknowledged, because the writer died in between.</summary>
    public int Unacknowledged { get; private set; }

    public long Sequence => _hashes.Count;

    public async Task HoldsAsync(WriterProcess writer)
    {
        await using IPositionStore store = connect();
        StoredState state = await store.LoadAsync(trader, CancellationToken.None);
        Assert.Null(WriterBatch.FindFault(state));
        long acknowledged = Math.Max(writer.Acknowledged, Sequence);
        Assert.True(state.Sequence >= acknowledged, $"{acknowledged} was acknowledged, {state.Sequence} is stored.");
        long more = state.Sequence - acknowledged;
        Assert.True(more is 0 or WriterBatch.Records, $"{more} records were never acknowledged.");
        Unacknowledged += more > 0 ? 1 : 0;
        HasEpochGrown(state, writer);
        await IsJournalWholeAsync(store, state.Sequence);
    }

    private void HasEpochGrown(StoredState state, WriterProcess writer)
    {
        // A writer killed while it opened may have got an epoch without saying so.
        Assert.True(
            writer.Epoch == 0 ? state.Epoch - _epoch is 0 or 1 : state.Epoch == writer.Epoch && writer.Epoch > _epoch,
            $"Epoch {state.Epoch} after {_epoch}; the writer was told {writer.Epoch}.");
        _epoch = state.Epoch;
    }

    // Without gaps, each record whole, and what was there before unchanged.
    private async Task IsJournalWholeAsync(IPositionStore store, long sequence)
    {
        int next = 0;
        await foreach (JournalRecord record in store.ReadJournalAsync(
            trader, JournalRange.All, CancellationToken.None))
        {
            Assert.Null(WriterBatch.FindFault(record, next + 1));
            if (next < _hashes.Count)
            {
                Assert.Equal(_hashes[next], record.Hash.ToArray());
            }
            else
            {
                _hashes.Add(record.Hash.ToArray());
            }

            next++;
        }

        Assert.Equal(sequence, next);
    }
}

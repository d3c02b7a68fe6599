using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>Reads the journal of a trader from its store, proving each record by the chain.</summary>
internal sealed class JournalReading(IPositionStore store, TraderId trader, KeyedChain chain)
{
    /// <summary>The state as of a sequence, from the journal alone.</summary>
    /// <exception cref="StoreException">The journal is broken.</exception>
    internal async Task<LiveState> ReplayAsync(long to, CancellationToken cancellationToken)
    {
        var run = new ReplayRun();
        await foreach (JournalEntry entry in EntriesAsync(to, cancellationToken).ConfigureAwait(false))
        {
            run.Add(entry);
        }

        return run.Finish();
    }

    /// <summary>The entries from the first one to a sequence.</summary>
    /// <exception cref="StoreException">The journal is broken.</exception>
    internal async IAsyncEnumerable<JournalEntry> EntriesAsync(
        long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = new IdCache();
        byte[] head = KeyedChain.Genesis(trader);
        long next = 1;
        var range = new JournalRange { To = to };
        await foreach (JournalRecord record in store.ReadJournalAsync(trader, range, cancellationToken)
            .ConfigureAwait(false))
        {
            head = chain.Next(head, record.Sequence, record.Payload.Span);
            if (record.Sequence != next || !head.AsSpan().SequenceEqual(record.Hash.Span))
            {
                throw new StoreException(
                    $"The journal of trader '{trader}' is broken at entry {next}: it was edited, cut or reordered, or "
                    + "the journal key is another one.")
                { IsDamage = true };
            }

            if (!StateCodec.TryDecodeEntry(record, ids, out JournalEntry? entry, out RowDefect? defect))
            {
                throw new StoreException(
                    $"Entry {record.Sequence} of the journal of trader '{trader}' cannot be read: {defect.Text}.")
                {
                    IsDamage = true,
                };
            }

            yield return entry;
            next++;
        }

        if (to != long.MaxValue && next != to + 1)
        {
            throw new StoreException(
                $"The journal of trader '{trader}' ends at entry {next - 1}; its rows say {to}.")
            {
                IsDamage = true,
            };
        }
    }
}

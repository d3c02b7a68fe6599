namespace PositionRecovery;

/// <summary>Rebuilds the state of a trader from its journal alone. Pure: the same entries give the same
/// state.</summary>
public static class Replay
{
    /// <summary>The state after all entries.</summary>
    /// <param name="entries">The entries from the first one on, in order, without gaps.</param>
    /// <exception cref="ArgumentException">An entry is missing or out of order.</exception>
    public static TraderState ToEnd(IEnumerable<JournalEntry> entries) => To(entries, long.MaxValue);

    /// <summary>The state as of a sequence: after the last unit that is whole by then.</summary>
    /// <param name="entries">The entries from the first one on, in order, without gaps.</param>
    /// <param name="sequence">The last sequence to take; at least 0.</param>
    /// <exception cref="ArgumentException">An entry is missing or out of order.</exception>
    public static TraderState To(IEnumerable<JournalEntry> entries, long sequence)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        var run = new ReplayRun();
        foreach (JournalEntry entry in entries)
        {
            if (entry.Sequence > sequence)
            {
                run.CutAt(entry);
                break;
            }

            run.Add(entry);
        }

        return LiveViews.State(run.Finish());
    }

    /// <summary>The state as of a moment: after the last unit written at or before it.</summary>
    /// <param name="entries">The entries from the first one on, in order, without gaps.</param>
    /// <param name="moment">The moment, by the engine's clock.</param>
    /// <exception cref="ArgumentException">An entry is missing or out of order.</exception>
    public static TraderState To(IEnumerable<JournalEntry> entries, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var run = new ReplayRun();
        foreach (JournalEntry entry in entries)
        {
            if (entry.At > moment)
            {
                run.CutAt(entry);
                break;
            }

            run.Add(entry);
        }

        return LiveViews.State(run.Finish());
    }
}

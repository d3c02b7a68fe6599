namespace PositionRecovery;

/// <summary>Finds out whether a journal is what was written: any record changed, missing, added, moved or there twice,
/// and any end cut off before an anchor. Does no I/O and changes nothing. Thread-safe.</summary>
public static class JournalVerifier
{
    /// <summary>Verifies a journal from its beginning.</summary>
    /// <param name="trader">Whose journal it should be.</param>
    /// <param name="records">Its records, in order.</param>
    /// <param name="anchor">A place that is known to be right; <c>null</c> when there is none. Then an end that was
    /// cut off is not noticed.</param>
    /// <param name="key">The key it was written with; empty for none.</param>
    /// <returns>What was found.</returns>
    public static JournalVerification Verify(
        TraderId trader, IEnumerable<JournalRecord> records, JournalAnchor? anchor, ReadOnlyMemory<byte> key)
    {
        ArgumentNullException.ThrowIfNull(records);
        JournalVerifierRun run = Begin(trader, anchor, key);
        foreach (JournalRecord record in records)
        {
            run.Add(record);
        }

        return run.Finish();
    }

    /// <summary>Begins to verify a journal that comes record by record.</summary>
    /// <param name="trader">Whose journal it should be.</param>
    /// <param name="anchor">A place that is known to be right; <c>null</c> when there is none.</param>
    /// <param name="key">The key it was written with; empty for none.</param>
    /// <returns>What takes the records.</returns>
    public static JournalVerifierRun Begin(TraderId trader, JournalAnchor? anchor, ReadOnlyMemory<byte> key) =>
        new(JournalAnchor.Beginning(trader), anchor, key);

    /// <summary>Begins to verify the part of a journal that comes after a place known to be right.</summary>
    /// <param name="start">That place; its hash is taken at its word.</param>
    /// <param name="anchor">A later place that is known to be right; <c>null</c> when there is none.</param>
    /// <param name="key">The key it was written with; empty for none.</param>
    /// <returns>What takes the records, the first being the one after <paramref name="start"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="anchor"/> is before <paramref name="start"/>.</exception>
    public static JournalVerifierRun After(JournalAnchor start, JournalAnchor? anchor, ReadOnlyMemory<byte> key)
    {
        ArgumentNullException.ThrowIfNull(start);
        return anchor is not null && anchor.Sequence < start.Sequence
            ? throw new ArgumentException("The anchor lies before the start.", nameof(anchor))
            : new JournalVerifierRun(start, anchor, key);
    }
}

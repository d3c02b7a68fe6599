namespace PositionRecovery;

/// <summary>What is written in one piece. Immutable.</summary>
public sealed record StoreCommit
{
    private const int HashLength = 32;

    /// <summary>The sequence the store must be at. The commit moves it on by the number of journal records.</summary>
    public required long ExpectedSequence { get; init; }

    /// <summary>The rows that changed; a key of a kind at most once.</summary>
    public IReadOnlyList<StateRow> Rows
    {
        get;
        init => field = FrozenList<StateRow>.CopyOf(value, nameof(Rows));
    } = FrozenList<StateRow>.Empty;

    /// <summary>The records to append: sequences without a gap, the first one after <see cref="ExpectedSequence"/>.
    /// </summary>
    public IReadOnlyList<JournalRecord> Journal
    {
        get;
        init => field = FrozenList<JournalRecord>.CopyOf(value, nameof(Journal));
    } = FrozenList<JournalRecord>.Empty;

    /// <summary>Whether the lease ends with this commit.</summary>
    public bool ReleaseLease { get; init; }

    /// <summary>Checks what no store may write: stores call this before they do anything else.</summary>
    /// <exception cref="ArgumentException">The expected sequence is negative, the journal has a gap or a hash that is
    /// not 32 bytes, or a key of a kind occurs twice.</exception>
    public void Validate()
    {
        if (ExpectedSequence < 0 || ExpectedSequence > long.MaxValue - Journal.Count)
        {
            throw new ArgumentException($"ExpectedSequence is {ExpectedSequence}.");
        }

        for (int i = 0; i < Journal.Count; i++)
        {
            Check(Journal[i], ExpectedSequence + 1 + i);
        }

        var seen = new HashSet<(RowKind Kind, string Key)>(Rows.Count);
        foreach (StateRow row in Rows)
        {
            if (!seen.Add((row.Kind, row.Key)))
            {
                throw new ArgumentException($"Rows has the {row.Kind} row '{row.Key}' twice.");
            }
        }
    }

    private static void Check(JournalRecord record, long sequence)
    {
        if (record.Sequence != sequence)
        {
            throw new ArgumentException(
                $"Journal has the sequence {record.Sequence} where {sequence} is due: it must follow the expected "
                + "sequence without gaps.");
        }

        if (record.Hash.Length != HashLength)
        {
            throw new ArgumentException(
                $"The journal record {sequence} has a hash of {record.Hash.Length} bytes; it must have {HashLength}.");
        }
    }
}

namespace PositionRecovery;

/// <summary>What is written in one piece. Immutable.</summary>
public sealed record StoreCommit
{
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
}

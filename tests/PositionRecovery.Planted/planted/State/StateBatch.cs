namespace PositionRecovery;

/// <summary>What is committed in one piece: entries, and the parts of the state they changed.</summary>
internal sealed class StateBatch(
    IReadOnlyList<PendingEntry> entries, IReadOnlyList<StateChange> changes, bool isFlush)
{
    internal IReadOnlyList<PendingEntry> Entries { get; } = entries;

    internal IReadOnlyList<StateChange> Changes { get; } = changes;

    /// <summary>Whether all rows stored before are deleted.</summary>
    internal bool IsFlush { get; } = isFlush;

    internal bool IsEmpty => Entries.Count == 0 && Changes.Count == 0;
}

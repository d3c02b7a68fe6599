namespace PositionRecovery;

/// <summary>An accepted event that is not durable yet.</summary>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Unit">The first event it takes effect together with.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Event">What happened.</param>
internal readonly record struct PendingEntry(
    long Sequence, long Unit, DateTimeOffset At, JournalActor Actor, ExecutionEvent Event);

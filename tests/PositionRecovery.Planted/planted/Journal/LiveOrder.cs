namespace PositionRecovery;

/// <summary>An order in the live state.</summary>
/// <param name="snapshot">What is known of it.</param>
/// <param name="book">The books of the position it moves.</param>
internal sealed class LiveOrder(OrderSnapshot snapshot, LiveBook book)
{
    internal LiveBook Book { get; } = book;

    internal OrderSnapshot Snapshot { get; set; } = snapshot;

    /// <summary>The next order with the same client order id, in another account or instrument.</summary>
    internal LiveOrder? SameId { get; set; }

    /// <summary>The executions as they were last handed out as rows.</summary>
    internal IReadOnlyList<FillSnapshot> Told { get; set; } = FrozenList<FillSnapshot>.Empty;

    /// <summary>The order while a unit of events is added to it; <c>null</c> between units.</summary>
    internal OrderDraft? Draft { get; set; }

    internal bool IsDirty { get; set; }

    internal bool IsGone { get; set; }
}

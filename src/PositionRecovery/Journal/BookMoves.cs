namespace PositionRecovery;

/// <summary>What one unit of events does to the books of one position.</summary>
/// <param name="before">The strategies' books before it.</param>
internal sealed class BookMoves(IReadOnlyList<PositionSnapshot> before)
{
    internal IReadOnlyList<PositionSnapshot> Before { get; } = before;

    /// <summary>Executions and placeholders added.</summary>
    internal List<OwnedFill> Fills { get; } = [];

    /// <summary>Restatements and agreements.</summary>
    internal List<ExecutionEvent> Events { get; } = [];

    /// <summary>Whether executions known before changed.</summary>
    internal bool IsRewritten { get; set; }
}

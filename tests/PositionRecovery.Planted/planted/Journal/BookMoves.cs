namespace PositionRecovery;

/// <summary>What one unit of events does to the books of one position. Used again for other units.</summary>
internal sealed class BookMoves
{
    private readonly List<PositionSnapshot> _before = [];

    /// <summary>Executions and placeholders added.</summary>
    internal List<OwnedFill> Fills { get; } = [];

    /// <summary>Restatements and agreements.</summary>
    internal List<ExecutionEvent> Events { get; } = [];

    /// <summary>Whether executions known before changed.</summary>
    internal bool IsRewritten { get; set; }

    internal void Begin(LiveBook book)
    {
        for (int i = 0; i < book.Owners.Count; i++)
        {
            _before.Add(book.Owners[i]);
        }
    }

    /// <summary>A strategy's book before the unit.</summary>
    internal PositionSnapshot? Before(StrategyId strategy)
    {
        foreach (PositionSnapshot owner in _before)
        {
            if (owner.Key.Strategy == strategy)
            {
                return owner;
            }
        }

        return null;
    }

    internal void End()
    {
        _before.Clear();
        Fills.Clear();
        Events.Clear();
        IsRewritten = false;
    }
}

namespace PositionRecovery;

/// <summary>The rows of a trader as of one sequence. Immutable.</summary>
public sealed record StoredState
{
    /// <summary>The sequence of the last journal record; 0 when there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The epoch of the latest lease; 0 when none was ever granted.</summary>
    public required long Epoch { get; init; }

    /// <summary>The rows, in no particular order.</summary>
    public required IReadOnlyList<StateRow> Rows
    {
        get;
        init => field = FrozenList<StateRow>.CopyOf(value, nameof(Rows));
    }
}

namespace PositionRecovery;

/// <summary>What is stored of one part of a strategy's state. Immutable.</summary>
public sealed record StoredStrategyState
{
    /// <summary>How many are kept at most.</summary>
    internal const int MaxStates = 2;

    /// <summary>Whose it is.</summary>
    public required StrategyId Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Which part.</summary>
    public required StrategyStatePart Part { get; init => field = Guard.Known(value); }

    /// <summary>The latest states, the latest one last: one of what a strategy stores for itself, up to two of its
    /// indicators.</summary>
    public required IReadOnlyList<StrategySnapshot> States
    {
        get;
        init => field = FrozenList<StrategySnapshot>.CopyOf(value, nameof(States)) is { Count: >= 1 and <= MaxStates }
            states
            ? states
            : throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(States)} has {value.Count} elements; 1 to {MaxStates} are kept."), nameof(States));
    }

    /// <summary>The latest one.</summary>
    internal StrategySnapshot Latest => States[^1];
}

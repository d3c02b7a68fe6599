namespace PositionRecovery;

/// <summary>A strategy's state was stored. Engines and strategies record their own; those of indicators are the
/// library's.</summary>
public sealed record StrategyStateSavedEvent : ExecutionEvent
{
    /// <summary>Whose it is.</summary>
    public required StrategyId Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Which of its states.</summary>
    public required StrategyStatePart Part { get; init => field = Guard.Known(value); }

    /// <summary>The state.</summary>
    public required StrategySnapshot State
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(State));
    }

    /// <inheritdoc/>
    internal override string Kind => "strategy-state-saved";
}

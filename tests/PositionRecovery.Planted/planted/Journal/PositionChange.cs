namespace PositionRecovery;

/// <summary>One change of a strategy's position: the old values, the new ones, and why. Immutable.</summary>
public sealed record PositionChange
{
    /// <summary>The journal sequence after which it was so.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the journal was written, by the engine's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it changed.</summary>
    public required PositionChangeKind Kind { get; init; }

    /// <summary>The position before; <c>null</c> when there was none.</summary>
    public PositionSnapshot? Before { get; init; }

    /// <summary>The position after.</summary>
    public required PositionSnapshot After { get; init; }

    /// <summary>Who caused it.</summary>
    public required JournalActor Actor { get; init; }

    /// <summary>What caused it: the kinds of the events, and the cause they name.</summary>
    public required string Cause { get; init; }
}

namespace PositionRecovery;

/// <summary>How the state manager fares. Immutable.</summary>
public sealed record StateHealth
{
    /// <summary>Whether the state is loaded, owned and being stored.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>Events that wait for the store.</summary>
    public required int Pending { get; init; }

    /// <summary>Events about orders not known yet.</summary>
    public required int Held { get; init; }

    /// <summary>The last sequence accepted.</summary>
    public required long Sequence { get; init; }

    /// <summary>The last sequence known to be durable.</summary>
    public required long DurableSequence { get; init; }

    /// <summary>Events since the start that <see cref="StateManager.TryRecord"/> had to refuse, or took before the
    /// state
    /// was loaded and that turned out not to be keepable; the log names those.</summary>
    public required long Refused { get; init; }

    /// <summary>What is wrong, in plain words; <c>null</c> when nothing is.</summary>
    public string? Description { get; init; }
}

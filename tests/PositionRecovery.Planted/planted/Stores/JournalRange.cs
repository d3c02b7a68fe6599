namespace PositionRecovery;

/// <summary>A stretch of the journal. Immutable.</summary>
public sealed record JournalRange
{
    /// <summary>All of it.</summary>
    public static JournalRange All { get; } = new();

    /// <summary>The first sequence, at least 1.</summary>
    public long From
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(From), value, $"From is {value}; it must be at least 1.");
    } = 1;

    /// <summary>The last sequence; <c>null</c> for the end.</summary>
    public long? To { get; init; }
}

namespace PositionRecovery;

/// <summary>One entry of the journal, decoded. Immutable.</summary>
public sealed record JournalEntry
{
    /// <summary>Its place: 1 for the first, without gaps.</summary>
    public required long Sequence { get; init => field = AtLeastOne(value, nameof(Sequence)); }

    /// <summary>The sequence of the first entry it takes effect together with: its own for an event that came alone,
    /// the first one's for the events of a reconciliation plan. No state lies between the entries of one
    /// unit.</summary>
    public required long Unit { get; init => field = AtLeastOne(value, nameof(Unit)); }

    /// <summary>The epoch of the lease it was written under.</summary>
    public required long Epoch { get; init => field = AtLeastOne(value, nameof(Epoch)); }

    /// <summary>When it was written, by the engine's clock. What happened may be older: see
    /// <see cref="ExecutionEvent.At"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who caused it.</summary>
    public required JournalActor Actor { get; init => field = Guard.Known(value); }

    /// <summary>What happened.</summary>
    public required ExecutionEvent Event
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Event));
    }

    private static long AtLeastOne(long value, string member) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(member, value, $"{member} is {value}; it must be at least 1.");
}

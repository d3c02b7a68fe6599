namespace PositionRecovery;

/// <summary>What opening a trader's state found. Immutable.</summary>
public sealed record StateReport
{
    /// <summary>The last journal sequence found.</summary>
    public required long Sequence { get; init; }

    /// <summary>The epoch of the lease.</summary>
    public required long Epoch { get; init; }

    /// <summary>The session that began.</summary>
    public required SessionSnapshot Session { get; init; }

    /// <summary>Sessions that had no end: their processes died.</summary>
    public IReadOnlyList<SessionSnapshot> Crashed { get; init; } = [];

    /// <summary>Rows that could not be used.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantined { get; init; } = [];

    /// <summary>Journal entries that the anchor knows and the store has lost: what they said must come from the venue
    /// again. 0 when none, or when there is no anchor.</summary>
    public long LostEntries { get; init; }

    /// <summary>What an operator should know, in plain words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

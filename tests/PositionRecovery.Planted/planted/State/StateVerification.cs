namespace PositionRecovery;

/// <summary>What proving a trader's state found. Immutable.</summary>
public sealed record StateVerification
{
    /// <summary>What the hash chain says of the journal.</summary>
    public required JournalVerification Journal { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantined { get; init; } = [];

    /// <summary>Where the stored state is not what the journal says, in plain words.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsIntact => Journal.IsIntact && Quarantined.Count == 0 && Differences.Count == 0;
}

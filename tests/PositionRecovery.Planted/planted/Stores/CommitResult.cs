namespace PositionRecovery;

/// <summary>What came of a commit. <c>default</c> has the status <see cref="CommitStatus.Unknown"/>.</summary>
public readonly record struct CommitResult
{
    private CommitResult(CommitStatus status, long sequence)
    {
        Status = status;
        Sequence = sequence;
    }

    /// <summary>Whether it was written.</summary>
    public CommitStatus Status { get; }

    /// <summary>The sequence the store is at now.</summary>
    public long Sequence { get; }

    /// <summary>All of it was written.</summary>
    /// <param name="sequence">The sequence the store is at now.</param>
    public static CommitResult Committed(long sequence) => new(CommitStatus.Committed, sequence);

    /// <summary>Nothing was written: the store is at another sequence than expected.</summary>
    /// <param name="sequence">The sequence the store is at.</param>
    public static CommitResult Conflict(long sequence) => new(CommitStatus.Conflict, sequence);

    /// <summary>Nothing was written: the lease expired, or somebody else has the trader.</summary>
    /// <param name="sequence">The sequence the store is at.</param>
    public static CommitResult Fenced(long sequence) => new(CommitStatus.Fenced, sequence);
}

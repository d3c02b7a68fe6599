namespace PositionRecovery;

/// <summary>What became of a recorded event.</summary>
public readonly record struct RecordResult
{
    internal RecordResult(RecordStatus status, long sequence)
    {
        Status = status;
        Sequence = sequence;
    }

    /// <summary>What became of it.</summary>
    public RecordStatus Status { get; }

    /// <summary>The last journal sequence it led to; for a duplicate, the last one at that moment.</summary>
    public long Sequence { get; }

    /// <summary>Whether it was known before.</summary>
    public bool IsDuplicate => Status == RecordStatus.Duplicate;
}

namespace PositionRecovery;

/// <summary>What an answer would have shown, which is what makes an absence usable. Immutable.</summary>
public sealed record Coverage
{
    internal Coverage(CoverageStatus status, DateTimeOffset? from, DateTimeOffset? to, string? reason)
    {
        Status = status;
        From = from;
        To = to;
        Reason = Guard.Bounded(reason);
    }

    /// <summary>How much of what was asked the answer shows.</summary>
    public CoverageStatus Status { get; }

    /// <summary>The earliest venue time it speaks of; <c>null</c> when it speaks of one moment or of none.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>The venue time it holds for; <c>null</c> when it holds for none.</summary>
    public DateTimeOffset? To { get; }

    /// <summary>Why it is not complete.</summary>
    public string? Reason { get; }

    /// <summary>Whether an absence in the answer is evidence.</summary>
    public bool IsComplete => Status == CoverageStatus.Complete;

    /// <summary>Whether the answer has anything to say.</summary>
    internal bool HasFacts => Status is CoverageStatus.Complete or CoverageStatus.Partial;
}

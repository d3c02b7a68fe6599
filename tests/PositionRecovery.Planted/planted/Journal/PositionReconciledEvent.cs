namespace PositionRecovery;

/// <summary>A book that differed agrees with the venue again.</summary>
public sealed record PositionReconciledEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue time up to which it agrees.</summary>
    public required DateTimeOffset AgreedAt { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "position-reconciled";
}

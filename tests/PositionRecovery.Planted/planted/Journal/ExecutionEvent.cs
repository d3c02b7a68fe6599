namespace PositionRecovery;

/// <summary>Something that happened to orders, positions or balances. Immutable. A state is what its events add up to;
/// the family grows.</summary>
public abstract record ExecutionEvent
{
    private protected ExecutionEvent()
    {
    }

    /// <summary>When it happened, in venue time where the venue told.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which rule or observation caused it, in plain words; <c>null</c> for an ordinary event.</summary>
    public string? Cause { get; init => field = Guard.Bounded(value); }

    /// <summary>One word for the kind of event, used in files.</summary>
    internal abstract string Kind { get; }
}

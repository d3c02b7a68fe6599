namespace PositionRecovery.Testing;

/// <summary>What a <see cref="FaultyPositionStore"/> does wrong, and when. Immutable.</summary>
public sealed record StoreFault
{
    /// <summary>Which call.</summary>
    public required StoreCall Call { get; init; }

    /// <summary>What goes wrong.</summary>
    public required StoreFaultKind Kind { get; init; }

    /// <summary>The first such call that goes wrong, counted from 1 since the store was made.</summary>
    public int Nth
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Nth), value, $"Nth is {value}; it must be at least 1.");
    } = 1;

    /// <summary>How many calls in a row go wrong: 1, unless the fault is to last.</summary>
    public int Times
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Times), value, $"Times is {value}; it must be at least 1.");
    } = 1;

    /// <summary>How late the answer is, with <see cref="StoreFaultKind.Delay"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the <see cref="StoreException"/> says that it may pass.</summary>
    public bool IsTransient { get; init; } = true;

    /// <summary>Makes what is thrown; <c>null</c> for a <see cref="StoreException"/>.</summary>
    public Func<Exception>? Error { get; init; }

    /// <summary>What lands of a torn commit; <c>null</c> for the first half of the rows and all of the journal, the
    /// last record of which has lost the end of its payload.</summary>
    public Func<StoreCommit, StoreCommit>? Tear { get; init; }

    /// <summary>Whether the fault is due at a call.</summary>
    internal bool Hits(StoreCall call, int count) => call == Call && count >= Nth && count - Nth < Times;

    internal Exception NewError() =>
        Error?.Invoke() ?? new StoreException($"Planted: {Kind} of {Call}.", IsTransient);
}

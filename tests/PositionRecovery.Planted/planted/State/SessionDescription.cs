namespace PositionRecovery;

/// <summary>What the host notes about the session it starts. Immutable.</summary>
public sealed record SessionDescription
{
    /// <summary>The capital at the start, in the host's unit.</summary>
    public decimal? InitialCapital { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The instruments it trades.</summary>
    public IReadOnlyList<InstrumentId> Instruments
    {
        get;
        init => field = FrozenList<InstrumentId>.CopyOf(value, nameof(Instruments));
    } = FrozenList<InstrumentId>.Empty;

    /// <summary>At most 64 names and values; never a secret.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>Whether it goes on from the last session instead of standing for itself.</summary>
    public bool ResumesLast { get; init; }
}

namespace PositionRecovery;

/// <summary>One trading session. Immutable.</summary>
public sealed record SessionSnapshot
{
    /// <summary>Names it.</summary>
    public required SessionId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Where it is in its life.</summary>
    public required SessionStatus Status { get; init => field = Guard.Known(value); }

    /// <summary>When it began, by the engine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; for a crashed session, when that was found. <c>null</c> while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The session it resumes, if any.</summary>
    public SessionId? Resumes { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The capital at the start, in the host's unit; <c>null</c> when not told.</summary>
    public decimal? InitialCapital { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The capital at the end; <c>null</c> while it runs or when not told.</summary>
    public decimal? FinalCapital { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <summary>The instruments it trades.</summary>
    public IReadOnlyList<InstrumentId> Instruments
    {
        get;
        init => field = FrozenList<InstrumentId>.CopyOf(value, nameof(Instruments));
    } = FrozenList<InstrumentId>.Empty;

    /// <summary>What the host noted about it, in order of name; at most 64 entries of at most 512 characters. Never put
    /// a secret here: it is stored and shown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters
    {
        get;
        init => field = SessionParameters.Checked(value);
    } = FrozenList<KeyValuePair<string, string>>.Empty;

    /// <summary>Orders made durable in it.</summary>
    public long Orders { get; init => field = AtLeastZero(value, nameof(Orders)); }

    /// <summary>Executions applied in it, placeholders left out.</summary>
    public long Fills { get; init => field = AtLeastZero(value, nameof(Fills)); }

    /// <summary>Positions that ended in it with a profit after fees and funding.</summary>
    public long Wins { get; init => field = AtLeastZero(value, nameof(Wins)); }

    /// <summary>Positions that ended in it without a profit after fees and funding.</summary>
    public long Losses { get; init => field = AtLeastZero(value, nameof(Losses)); }

    /// <summary>Positions that ended in it.</summary>
    public long ClosedPositions => Wins + Losses;

    private static long AtLeastZero(long value, string member) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(member, value, $"{member} is {value}; it must not be negative.");
}

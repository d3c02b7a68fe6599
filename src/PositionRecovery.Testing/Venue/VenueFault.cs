namespace PositionRecovery.Testing;

/// <summary>What a <see cref="SimulatedVenue"/> does wrong, and when. Immutable.</summary>
/// <remarks>Of faults due at one call those that delay come first, then the first planted of those that make it fail,
/// then those that change rows, in the order in which they were planted.</remarks>
public sealed record VenueFault
{
    /// <summary>What goes wrong.</summary>
    public required VenueFaultKind Kind { get; init; }

    /// <summary>Which calls; <c>null</c> for all.</summary>
    public VenueCallKind? Call { get; init; }

    /// <summary>The calls about which account; <c>null</c> for all.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The calls and rows about which instrument; <c>null</c> for all. A call about all instruments is about
    /// this one too.</summary>
    public InstrumentId? Instrument { get; init; }

    /// <summary>The first such call that goes wrong, counted from 1 since the fault was planted.</summary>
    public int Nth
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Nth), value, $"Nth is {value}; it must be at least 1.");
    } = 1;

    /// <summary>How many such calls in a row go wrong: 1 by default; <c>null</c> until the fault is removed.</summary>
    public int? Times
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Times), value, $"Times is {value}; it must be at least 1.");
    } = 1;

    /// <summary>How long: the delay, the lag, how late, how long banned. Not negative.</summary>
    public TimeSpan Time
    {
        get;
        init => field = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Time), value, $"Time is {value}; it must not be negative.");
    }

    /// <summary>The length of a short page: at least 1, which is the default.</summary>
    public int Rows
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Rows), value, $"Rows is {value}; it must be at least 1.");
    } = 1;

    /// <summary>Whether a <see cref="VenueException"/> says that it may pass.</summary>
    public bool IsTransient { get; init; } = true;

    /// <summary>What the venue says; <c>null</c> for a text that names the fault.</summary>
    public string? Reason { get; init; }

    /// <summary>The rows it is about; <c>null</c> for all.</summary>
    public Func<VenueReport, bool>? Which { get; init; }

    /// <summary>What becomes of a row, with <see cref="VenueFaultKind.WrongRows"/>.</summary>
    public Func<VenueReport, VenueReport>? Change { get; init; }

    /// <summary>No call gets through until the fault is removed.</summary>
    public static VenueFault Outage { get; } = new()
    {
        Kind = VenueFaultKind.Fail, Times = null, Reason = "the venue cannot be reached",
    };

    /// <summary>The connection breaks while the answer to the next call is on its way.</summary>
    public static VenueFault Disconnect { get; } = new()
    {
        Kind = VenueFaultKind.TimeOutAfter, Reason = "the connection broke",
    };

    internal string Text => Reason ?? $"planted: {Kind}";

    internal VenueException NewError(string? text = null) => new(text ?? Text, IsTransient);
}

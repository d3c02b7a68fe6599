namespace PositionRecovery;

/// <summary>Past prices a strategy wants before it trades. Immutable.</summary>
public sealed record WarmupRequest
{
    /// <summary>The longest look-back, in bars.</summary>
    internal const int MaxBars = 1_000_000;

    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The length of a bar: whole seconds, at most a day; bars begin at multiples of it since 1970-01-01 UTC.
    /// </summary>
    public required TimeSpan BarSize
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(1)
            && value.Ticks % TimeSpan.TicksPerSecond == 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(BarSize), value, $"BarSize is {value}; it must be whole seconds, at most a day.");
    }

    /// <summary>How far back; <c>null</c> for <c>RecoveryOptions.WarmupLookbackDays</c>. At most 10 years, and
    /// 1,000,000 bars.</summary>
    public TimeSpan? Lookback
    {
        get;
        init => field = value is null || (value > TimeSpan.Zero && value <= TimeSpan.FromDays(3_660))
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Lookback), value, $"Lookback is {value}; it must be greater than 0 and at most 10 years.");
    }
}

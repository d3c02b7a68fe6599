namespace PositionRecovery;

/// <summary>The limits within which venues are read.</summary>
internal sealed record ReadLimits
{
    internal static readonly ReadLimits Default = new();

    /// <summary>How long one attempt at a query may take.</summary>
    internal TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same for histories (executions, ended orders, cash flows), which come in pages.</summary>
    internal TimeSpan HistoryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a query is tried, the first time included.</summary>
    internal int Attempts { get; init; } = 3;

    /// <summary>The wait before the second attempt; twice as long before each further one.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest such wait.</summary>
    internal TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause a query sits out that the venue asked for. One that would have to wait longer fails
    /// at once, so that a ban of an hour does not hold up a recovery of seconds.</summary>
    internal TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The share of attempts that must fail before the venue is left alone for a while.</summary>
    internal double BreakerFailureRatio { get; init; } = 0.8;

    /// <summary>How many attempts that share is taken of, at least.</summary>
    internal int BreakerMinimumAttempts { get; init; } = 10;

    /// <summary>Over which time that share is taken.</summary>
    internal TimeSpan BreakerSampling { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the venue is left alone then.</summary>
    internal TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests a second one venue is sent, over time.</summary>
    internal int RequestsPerSecond { get; init; } = 20;

    /// <summary>How many it is sent at once after a quiet time.</summary>
    internal int Burst { get; init; } = 40;

    /// <summary>How many of those a second the continuous checks may take.</summary>
    internal int ContinuousPerSecond { get; init; } = 5;

    /// <summary>How many the continuous checks may send at once after a quiet time.</summary>
    internal int ContinuousBurst { get; init; } = 10;

    /// <summary>How often a position that moved while it was read is read again.</summary>
    internal int Rounds { get; init; } = 3;

    /// <summary>How many instruments are read together where a venue wants them asked one by one. What the deadline
    /// cuts off is then a few of them and not a little of each. Each such part asks for the positions and open orders
    /// of the whole account, which are among the dearest questions, so that it must not be too small either.</summary>
    internal int InstrumentsAtOnce { get; init; } = 25;

    /// <summary>How far back the look at the latest executions reaches, for clocks that disagree.</summary>
    internal TimeSpan CursorOverlap { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most reports one answer may have.</summary>
    internal int MaxReports { get; init; } = 1_000_000;

    /// <summary>How far ahead of our clock a venue's time may be.</summary>
    internal TimeSpan MaxClockLead { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often open questions are asked, and the reconciler run again.</summary>
    internal int QuestionRounds { get; init; } = 4;

    /// <summary>Whether a question about an order that may still be on its way is asked again when it has arrived or
    /// cannot arrive any more.</summary>
    internal bool WaitsForArrivals { get; init; } = true;

    /// <summary>How many questions are asked in one such round.</summary>
    internal int QuestionsPerRound { get; init; } = 200;
}

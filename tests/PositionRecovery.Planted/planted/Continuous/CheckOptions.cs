namespace PositionRecovery;

/// <summary>What venues are asked while the engine runs, and how often. Mutable, so that it can be bound from
/// configuration; a coordinator takes a copy and checks it.</summary>
public sealed class CheckOptions
{
    /// <summary>Whether anything is checked after the start; on by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How far back executions and orders are asked for at the start, in minutes; at least 60. <c>null</c> for
    /// as far as the venue goes, and no further than 30 days.</summary>
    public int? LookbackMinutes { get; set; }

    /// <summary>How often orders are looked at whose last request was not answered, in milliseconds; at least 1,000.
    /// </summary>
    public int InflightCheckIntervalMs { get; set; } = 2_000;

    /// <summary>How long such a request may take before the venue is asked, in milliseconds; at least 1,000.</summary>
    public int InflightCheckThresholdMs { get; set; } = 5_000;

    /// <summary>How often in a row the venue is asked about one order before it is reported; it is asked on, less
    /// often. At least 1.</summary>
    public int InflightCheckRetries { get; set; } = 5;

    /// <summary>How often open orders are compared, in seconds; at least 1. <c>null</c> for never.</summary>
    public int? OpenCheckIntervalSeconds { get; set; } = 5;

    /// <summary>How far back ended orders and executions are looked at in that, in minutes; at least 60.</summary>
    public int OpenCheckLookbackMinutes { get; set; } = 60;

    /// <summary>How long a position must have been left alone by the engine before its orders are compared, in
    /// milliseconds; at least 1,000.</summary>
    public int OpenCheckThresholdMs { get; set; } = 5_000;

    /// <summary>How often in a row a difference of orders is looked at again before it is reported; at least 1.
    /// </summary>
    public int OpenCheckRetries { get; set; } = 5;

    /// <summary>How often positions are compared, in seconds; at least 1. <c>null</c> for never.</summary>
    public int? PositionCheckIntervalSeconds { get; set; } = 60;

    /// <summary>How long a position must have been left alone by the engine before it is compared, in milliseconds; at
    /// least 1,000.</summary>
    public int PositionCheckThresholdMs { get; set; } = 5_000;

    /// <summary>How often in a row a difference of positions must be seen before it is a drift; at least 1. Each is a
    /// read of its own.</summary>
    public int PositionCheckRetries { get; set; } = 2;

    /// <summary>How many checks in a row an account may leave unanswered before its entries are shut; exits go on, and
    /// a whole look that succeeds opens them again. At least 1.</summary>
    public int UnansweredChecks { get; set; } = 5;

    /// <summary>Whether a check, whichever it is, may close a gap that no report explains, by synthetic orders and
    /// restatements; on by default. When off the gap is reported, and entries are shut for the position. Executions and
    /// changes of orders that the venue reports are taken in all the same, and so they are by
    /// <see cref="RecoveryCoordinator.ReconcileAsync"/>, which repairs in any case.</summary>
    public bool RepairDrift { get; set; } = true;

    /// <summary>How many queries a second the checks may ask one venue, beside those of a recovery; 1 to
    /// 1,000.</summary>
    public int QueriesPerSecond { get; set; } = 5;

    /// <summary>How often ended orders are taken out of the live state, in minutes; at least 1.</summary>
    public int PurgeClosedOrdersIntervalMinutes { get; set; } = 10;

    /// <summary>How long they stay there after their end, in minutes; at least 1.</summary>
    public int PurgeClosedOrdersBufferMinutes { get; set; } = 60;

    /// <summary>Whether gaps are closed by synthetic orders; when off they are reported only, and entries are shut.
    /// </summary>
    public bool GenerateMissingOrders { get; set; } = true;

    /// <summary>Whether balances are stored.</summary>
    public bool PersistAccountEvents { get; set; } = true;

    /// <summary>Throws all stored state away at the start, loudly, after archiving the journal; off by default.
    /// </summary>
    public bool FlushOnStart { get; set; }

    internal CheckOptions Copy() => (CheckOptions)MemberwiseClone();
}

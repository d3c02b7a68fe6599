namespace PositionRecovery;

/// <summary>How a trader is recovered and watched. Mutable, so that it can be bound from configuration (section
/// <c>PositionRecovery</c>); a coordinator takes a copy and checks it, naming every member that is wrong.</summary>
public sealed class RecoveryOptions
{
    /// <summary>The trader, where it comes from configuration; <see cref="RecoverySetup.Trader"/> otherwise.</summary>
    public string? TraderId { get; set; }

    /// <summary>Whether venues are asked at the start; on by default. When off, nothing is known to be true, and the
    /// gate opens only by <see cref="TradeWithoutRecovery"/>.</summary>
    public bool RecoveryEnabled { get; set; } = true;

    /// <summary>Whether trading may go on though <see cref="RecoveryEnabled"/> is off; off by default.</summary>
    public bool TradeWithoutRecovery { get; set; }

    /// <summary>How far back warm-ups go that do not say it, in days; greater than 0, at most 365.</summary>
    public double WarmupLookbackDays { get; set; } = 2;

    /// <summary>How long to wait before the start, for orders under way to reach the venue: at least 10 s, at most an
    /// hour.</summary>
    public TimeSpan StartupDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Allows a shorter delay, for tests and demonstrations.</summary>
    public bool AllowShortStartupDelay { get; set; }

    /// <summary>The limit from load to protect, without start-up delay and warm-up: 1 s to an hour.</summary>
    public TimeSpan MaxRecoveryTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The limit of a strategy's warm-up: 1 s to an hour.</summary>
    public TimeSpan MaxWarmupTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The limit of each call of a strategy's hooks but the warm-up: 100 ms to 5 min.</summary>
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a strategy that throws or hangs is tried again by later passes before it stays parked; 0 to
    /// 100.</summary>
    public int HookRetries { get; set; } = 3;

    /// <summary>Whether external orders and positions go to the strategies that claim them.</summary>
    public bool ClaimExternalPositions { get; set; } = true;

    /// <summary>What a recovery that does not finish in time leaves behind.</summary>
    public FailurePolicy OnFailure { get; set; } = FailurePolicy.FailClosed;

    /// <summary>Stops before anything is written; nothing may be traded.</summary>
    public bool DryRun { get; set; }

    /// <summary>Stores what the reconciliation finds and sends nothing: no exit orders, and nothing may be traded.
    /// </summary>
    public bool ReconcileOnly { get; set; }

    /// <summary>Whether a host goes on starting while the recovery runs; the gate is shut until it is done.</summary>
    public bool StartInBackground { get; set; }

    /// <summary>The limit of one query: 100 ms to 5 min.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a query is tried; 1 to 10.</summary>
    public int QueryAttempts { get; set; } = 3;

    /// <summary>How many queries a second a recovery may ask one venue; 1 to 1,000.</summary>
    public int QueriesPerSecond { get; set; } = 20;

    /// <summary>In how many rounds open questions are asked; 0 to 20.</summary>
    public int MaxQuestionRounds { get; set; } = 4;

    /// <summary>The limit of sending or cancelling one order: 100 ms to 5 min.</summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What happens when a stop to be placed would trigger at once.</summary>
    public WouldTriggerAction TriggeredStops { get; set; } = WouldTriggerAction.Alert;

    /// <summary>Whether missing exits are also placed while the engine runs, as the open-order check finds them; on by
    /// default.</summary>
    public bool ProtectWhileRunning { get; set; } = true;

    /// <summary>Whether entry orders that work are cancelled by an orderly stop; off by default. Needs an order
    /// gateway.</summary>
    public bool CancelEntriesOnStop { get; set; }

    /// <summary>Whether exit orders are cancelled by an orderly stop; off by default, and better left so.</summary>
    public bool CancelExitsOnStop { get; set; }

    /// <summary>How old an indicator snapshot may be to be used; 0 for never, and then none is stored; at most 7 days.
    /// One from before the look-back of a warm-up is not used either.</summary>
    public TimeSpan MaxIndicatorSnapshotAge { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How often the indicators of strategies with an <see cref="IIndicatorSnapshot"/> are stored while the
    /// engine runs: 1 min to a day; <c>null</c> for only after a warm-up and at an orderly stop.</summary>
    public TimeSpan? IndicatorSaveInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What is checked, and how often.</summary>
    public CheckOptions Reconciliation { get; set; } = new();

    /// <summary>How the reconciler judges. Claims of strategies and facts of venues are added to it;
    /// <see cref="ReconciliationOptions.GenerateMissingOrders"/> and
    /// <see cref="ReconciliationOptions.ClaimExternalPositions"/> are taken from here and
    /// <see cref="Reconciliation"/>.</summary>
    public ReconciliationOptions Policy { get; set; } = new();

    /// <summary>How state is kept. Purge, flush and balances are taken from <see cref="Reconciliation"/>.</summary>
    public StateOptions State { get; set; } = new();

    /// <summary>Options that rather wait than trade: longer delays and limits, closer checks, drift is reported and not
    /// repaired.</summary>
    /// <returns>New options.</returns>
    public static RecoveryOptions Conservative() => new()
    {
        StartupDelay = TimeSpan.FromSeconds(20),
        MaxRecoveryTime = TimeSpan.FromSeconds(60),
        OnFailure = FailurePolicy.FailClosed,
        Policy = new ReconciliationOptions { RequireAccountIdentity = true, RequiredAbsenceReads = 3 },
        Reconciliation = new CheckOptions
        {
            PositionCheckIntervalSeconds = 30, PositionCheckRetries = 3, RepairDrift = false,
            OpenCheckIntervalSeconds = 5,
        },
    };

    /// <summary>Options that trade again soon: the shortest delay, what is proven opens first, fewer queries.</summary>
    /// <returns>New options.</returns>
    public static RecoveryOptions Aggressive() => new()
    {
        StartupDelay = TimeSpan.FromSeconds(10),
        MaxRecoveryTime = TimeSpan.FromSeconds(15),
        OnFailure = FailurePolicy.Degraded,
        Reconciliation = new CheckOptions { OpenCheckIntervalSeconds = 10, PositionCheckIntervalSeconds = 120 },
    };

    /// <summary>A copy that later changes do not reach.</summary>
    internal RecoveryOptions Copy()
    {
        var copy = (RecoveryOptions)MemberwiseClone();
        copy.Reconciliation = Reconciliation.Copy();
        copy.State = State.Copy();
        copy.Policy = Policy.Copy();
        return copy;
    }
}

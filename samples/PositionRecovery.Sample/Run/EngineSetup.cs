namespace PositionRecovery.Sample;

/// <summary>How the sample's engines are recovered.</summary>
internal static class EngineSetup
{
    public static readonly TraderId Trader = new("sample");

    /// <summary>Checks as often as may be, and waits no longer than a simulated exchange on the same machine needs.
    /// </summary>
    public static RecoveryOptions Options() => new()
    {
        AllowShortStartupDelay = true,
        StartupDelay = TimeSpan.FromSeconds(1),

        // A machine that does much else is slow, and that is no reason to fail.
        MaxRecoveryTime = TimeSpan.FromSeconds(90),
        QueryTimeout = TimeSpan.FromSeconds(20),
        SubmitTimeout = TimeSpan.FromSeconds(20),
        HookTimeout = TimeSpan.FromSeconds(20),
        QueriesPerSecond = 200,
        Policy = new ReconciliationOptions
        {
            RequestLife = TimeSpan.FromMilliseconds(500),
            VenueTimeout = TimeSpan.FromMilliseconds(500),
            SafetyMargin = TimeSpan.FromMilliseconds(100),
            AbsenceQuietPeriod = TimeSpan.FromMilliseconds(500),
        },
        Reconciliation = new CheckOptions
        {
            OpenCheckIntervalSeconds = 1, OpenCheckThresholdMs = 1_000, PositionCheckIntervalSeconds = 5,
            QueriesPerSecond = 50,
        },
        State = new StateOptions { LeaseTime = TimeSpan.FromSeconds(10) },
    };
}

using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>What comes after a crash.</summary>
internal static class Settling
{
    private const int MaxRestarts = 4;

    /// <summary>The next engine starts at once. Where the sending of an order is in doubt, it waits; one that starts when
    /// the order cannot arrive any more resolves it.</summary>
    /// <param name="market">Where it happens.</param>
    /// <param name="next">Makes the next engine.</param>
    /// <param name="late">The life that ended, when what it sent arrives only after the next start.</param>
    /// <param name="where">Where it ended, for a test that fails.</param>
    public static async Task<Engine> SettleAsync(Market market, Func<Engine> next, CrashSwitch? late, string where)
    {
        Engine engine = next();
        RecoveryReport report = await engine.StartAsync();
        if (late is not null)
        {
            await late.DeliverLateAsync();
            Truth.IsNeverTwice(market, where);
            report = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything, CancellationToken.None);
        }

        for (int i = 0; i < MaxRestarts && !IsSettled(engine, report); i++)
        {
            Truth.IsNeverTwice(market, where);
            engine.Kill();
            market.Clock.Skip(TimeSpan.FromMinutes(2));
            engine = next();
            report = await engine.StartAsync();
        }

        Assert.True(IsSettled(engine, report), $"{where}\n{Truth.Describe(engine)}");
        return engine;
    }

    private static bool IsSettled(Engine engine, RecoveryReport report) =>
        report.Outcome == RecoveryOutcome.Ready && engine.Coordinator.Unprotected.Count == 0
        && report.Exits.All(static e => e.Outcome != ExitOutcome.Pending);
}

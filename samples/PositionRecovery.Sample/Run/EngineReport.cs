namespace PositionRecovery.Sample;

/// <summary>How a recovery went, as far as it is shown.</summary>
internal sealed record EngineReport(
    RecoveryOutcome Outcome,
    IReadOnlyList<EngineExit> Exits,
    IReadOnlyList<EngineStrategy> Strategies,
    IReadOnlyList<string> Problems,
    int Unprotected)
{
    public static EngineReport Of(RecoveryReport report) => new(
        report.Outcome,
        [.. report.Exits.Select(static e => new EngineExit(
            e.Key.Instrument.Value, e.Leg, e.Order?.Value, e.Outcome, e.Explanation))],
        [.. report.Strategies.Select(static s => new EngineStrategy(
            s.Strategy.Value, s.IsReady, s.Positions, s.Warmup?.Bars, s.Problem ?? s.Warmup?.Reason))],
        report.Problems,
        report.Unprotected.Count);
}

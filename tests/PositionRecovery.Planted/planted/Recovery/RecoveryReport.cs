using System.Globalization;

namespace PositionRecovery;

/// <summary>What a recovery, or a pass, found and did. Immutable.</summary>
public sealed record RecoveryReport
{
    internal RecoveryReport()
    {
    }

    /// <summary>Which run: the same as in its events, logs and journal entries.</summary>
    public required string Correlation { get; init; }

    /// <summary>How it ended.</summary>
    public required RecoveryOutcome Outcome { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, waiting for the start-up delay included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What was compared, for running it again; <c>null</c> when it did not come to that.</summary>
    public IncidentBundle? Incident { get; init; }

    /// <summary>The plan; <c>null</c> when there is none.</summary>
    public ReconciliationPlan? Plan { get; init; }

    /// <summary>The phases it went through.</summary>
    public IReadOnlyList<PhaseTiming> Phases { get; init; } = [];

    /// <summary>What kept it from being perfect, in plain words.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The strategies.</summary>
    public IReadOnlyList<StrategyReport> Strategies { get; init; } = [];

    /// <summary>What was done about exit orders.</summary>
    public IReadOnlyList<ExitReport> Exits { get; init; } = [];

    /// <summary>Positions that lack exits they should have.</summary>
    public IReadOnlyList<UnprotectedExposure> Unprotected { get; init; } = [];

    /// <summary>The verdicts of the plan.</summary>
    public IReadOnlyList<InstrumentVerdict> Verdicts => Plan?.Verdicts ?? [];

    /// <summary>One line for a person.</summary>
    public string Summary
    {
        get
        {
            int verified = Verdicts.Count(static v => v.Verdict is Verdict.Verified);
            int aligned = Verdicts.Count(static v => v.Verdict is Verdict.Repaired or Verdict.Estimated);
            int unverified = Verdicts.Count(static v => v.Verdict is Verdict.Unverified);
            string counts = Plan is null
                ? "nothing was compared"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{verified} verified, {aligned} repaired, {unverified} unverified; {Plan.Diff.Count} differences, "
                        + $"{Plan.SyntheticOrders.Count} synthetic orders, {Exits.Count(static e => e.IsPlaced)} exits "
                        + $"placed, {Unprotected.Count} positions unprotected");
            string problem = Problems.Count == 0 ? string.Empty : $" First problem: {Problems[0]}";
            return string.Create(
                CultureInfo.InvariantCulture, $"{Outcome} after {Duration.TotalSeconds:0.0} s: {counts}.{problem}");
        }
    }

    /// <summary>Saves what was compared as a file, with which the plan can be made again.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">Nothing was compared.</exception>
    public async Task SaveAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        IncidentBundle bundle = Incident
            ?? throw new InvalidOperationException($"Nothing was compared in {Correlation}: there is nothing to save.");
        await destination.WriteAsync(SnapshotJson.Write(bundle), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The summary.</summary>
    public override string ToString() => Summary;
}

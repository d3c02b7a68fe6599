using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PositionRecovery;

/// <summary>Whether the trader may trade, in words that reveal no position.</summary>
/// <param name="coordinator">The trader's coordinator.</param>
/// <param name="accounts">All accounts it trades.</param>
internal sealed class RecoveryHealthCheck(RecoveryCoordinator coordinator, IReadOnlyList<AccountId> accounts)
    : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        RecoveryPhase phase = coordinator.Phase;
        GateState gate = coordinator.Gate.State;
        RecoveryReport? last = coordinator.LastReport;
        int unverified = gate.Keys.Values.Count(static k => !k.Enter.IsOpen);
        int parked = gate.Strategies.Values.Count(static s => !s.IsOpen);
        int shut = accounts.Count(a => gate.Unanswered.ContainsKey(a)
            || !gate.Accounts.TryGetValue(a, out GateDecision decision) || !decision.IsOpen);
        int unanswered = coordinator.UnansweredAccounts;
        int unprotected = coordinator.Unprotected.Count;
        string? broken = phase != RecoveryPhase.Ready ? $"The recovery is not done: it is {phase}."
            : !coordinator.State.Health.IsHealthy ? "The state is not being stored."
            : gate.Blanket is not null ? "Nothing may be traded."
            : gate.NoEntries is not null ? "Nothing may be entered."
            : accounts.Count > 0 && shut == accounts.Count ? "No account may be traded."
            : null;
        string[] limits =
        [
            .. Some(unverified, "positions are shut for entries"),
            .. Some(parked, "strategies are not ready"),
            .. Some(shut, "accounts are shut"),
            .. Some(unanswered, "accounts do not answer the checks"),
            .. Some(unprotected, "positions lack exits"),
            .. last?.Outcome == RecoveryOutcome.Disabled ? ["no venue was asked"] : Array.Empty<string>(),
        ];
        var data = new Dictionary<string, object>
        {
            ["phase"] = phase.ToString(),
            ["correlation"] = last?.Correlation ?? string.Empty,
            ["problems"] = last?.Problems.Count ?? 0,
            ["unverified"] = unverified,
            ["parked"] = parked,
            ["shut"] = shut,
            ["unanswered"] = unanswered,
            ["unprotected"] = unprotected,
        };
        HealthCheckResult result = broken is not null
            ? new HealthCheckResult(context.Registration.FailureStatus, broken, data: data)
            : limits.Length > 0 ? HealthCheckResult.Degraded(string.Join(", ", limits) + ".", data: data)
            : HealthCheckResult.Healthy("Everything may be traded.", data);
        return Task.FromResult(result);
    }

    private static IEnumerable<string> Some(int count, string what) => count == 0 ? [] : [$"{count} {what}"];
}

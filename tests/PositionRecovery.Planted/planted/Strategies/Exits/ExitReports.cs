namespace PositionRecovery;

/// <summary>Decisions about exits, as reports.</summary>
internal static class ExitReports
{
    /// <summary>What was decided and needs no action.</summary>
    internal static IEnumerable<ExitReport> Of(ExitSituation situation, ExitProposal proposal) => proposal.Decisions
        .Where(static d => d.Kind is not ExitDecisionKind.Omit)
        .Select(d => new ExitReport
        {
            Key = situation.Position.Key,
            Leg = d.Leg?.Name,
            Order = d.Order?.Intent.Id ?? d.Intent?.Id,
            Outcome = d.Kind switch
            {
                ExitDecisionKind.Keep => ExitOutcome.Kept,
                ExitDecisionKind.Unresolved => ExitOutcome.Unresolved,
                _ => ExitOutcome.Pending,
            },
            Explanation = d.Why,
        });
}

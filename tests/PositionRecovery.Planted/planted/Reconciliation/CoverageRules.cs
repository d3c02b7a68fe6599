namespace PositionRecovery;

/// <summary>Which queries that a verdict needs were not answered.</summary>
internal static class CoverageRules
{
    /// <summary>Queries about positions, open orders and executions that failed, or showed less than the present, and
    /// that
    /// no other answer makes up for.</summary>
    internal static List<VenueAnswer> Failures(AccountEvidence account)
    {
        var failures = new List<VenueAnswer>();
        failures.AddRange(Unanswered<PositionsQuery>(account, static (_, _) => true));
        failures.AddRange(Unanswered<OpenOrdersQuery>(
            account, static (failed, other) => other.Class is null || other.Class == failed.Class));
        failures.AddRange(Unanswered<FillsQuery>(account, static (failed, other) => other.From <= failed.From));
        failures.AddRange(account.All<BalancesQuery>().Where(static a => !IsUsable(a)));
        return [.. failures.OrderBy(static f => QueryText.Of(f.Query), StringComparer.Ordinal)
            .ThenBy(static f => f.Coverage.Reason, StringComparer.Ordinal)];
    }

    /// <summary>Whether a failure concerns the position: balances are what spot positions are judged by, and no others.
    /// </summary>
    internal static bool Concerns(VenueAnswer failure, InstrumentId id, InstrumentDefinition? instrument) =>
        failure.Query.Covers(id) && (failure.Query is not BalancesQuery || instrument is { IsSpot: true });

    internal static string Describe(VenueAnswer failure) =>
        $"the query for {failure.Query.Kind} was not answered ({failure.Coverage.Reason ?? "no reason given"})";

    private static IEnumerable<VenueAnswer> Unanswered<TQuery>(
        AccountEvidence account, Func<TQuery, TQuery, bool> isAsWide)
        where TQuery : VenueQuery
    {
        VenueAnswer[] answers = [.. account.All<TQuery>()];
        VenueAnswer[] usable = [.. answers.Where(IsUsable)];
        return answers.Where(a => !IsUsable(a)
            && !usable.Any(u => (u.Query.Instrument is null || u.Query.Instrument == a.Query.Instrument)
                && isAsWide((TQuery)a.Query, (TQuery)u.Query)));
    }

    /// <summary>Executions may reach back less far than was asked: that is what retention means. A list of what is open
    /// now must be whole.</summary>
    private static bool IsUsable(VenueAnswer answer) =>
        answer.Coverage.IsComplete || (answer.Coverage.HasFacts && answer.Query is FillsQuery);
}

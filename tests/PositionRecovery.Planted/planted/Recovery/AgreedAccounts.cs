namespace PositionRecovery;

/// <summary>Up to when whole accounts agree with their venue: what happened before need not be asked again.</summary>
internal static class AgreedAccounts
{
    /// <summary>How far the moment must move on to be worth an entry.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    /// <summary>An event for each account whose moment moved on.</summary>
    internal static IEnumerable<ExecutionEvent> Events(ReconciliationPlan plan, VenueSnapshot venue, DateTimeOffset now)
    {
        foreach (IGrouping<AccountId, VenueAnswer> account in venue.Answers
            .GroupBy(static a => a.Query.Account).OrderBy(static g => g.Key.Value, StringComparer.Ordinal))
        {
            if (plan.Verdicts.Any(v => v.Account == account.Key && !IsSettled(v))
                || Moment([.. account], plan.Projected) is not { } moment)
            {
                continue;
            }

            AccountSnapshot known = plan.Projected.Accounts.FirstOrDefault(a => a.Account == account.Key)
                ?? new AccountSnapshot { Account = account.Key };
            if (known.AgreedAt is not { } last || moment - last >= Step)
            {
                yield return new AccountChangedEvent
                {
                    At = now, Account = known with { AgreedAt = moment }, Cause = "all positions agree with the venue",
                };
            }
        }
    }

    private static bool IsSettled(InstrumentVerdict verdict) => !verdict.IsPending && !verdict.IsWithheld
        && verdict.Verdict is Verdict.Verified or Verdict.Repaired or Verdict.Estimated;

    /// <summary>The moment up to which positions and executions are both shown, without a gap since the last one.
    /// </summary>
    private static DateTimeOffset? Moment(VenueAnswer[] answers, CachedSnapshot projected)
    {
        DateTimeOffset? positions = answers
            .Where(static a => a is { Query: PositionsQuery { Instrument: null }, Coverage.IsComplete: true })
            .Min(static a => a.Coverage.To);
        VenueAnswer[] fills = [.. answers.Where(static a => a.Query is FillsQuery)];
        if (positions is not { } shown || fills.Length == 0)
        {
            return null;
        }

        AccountId account = answers[0].Query.Account;
        DateTimeOffset? agreed = projected.Accounts.FirstOrDefault(a => a.Account == account)?.AgreedAt;
        DateTimeOffset? moment = shown;
        foreach (IGrouping<InstrumentId?, VenueAnswer> scope in fills.GroupBy(static f => f.Query.Instrument))
        {
            (DateTimeOffset From, DateTimeOffset To)? last = FillCoverage.Of(scope).Stretches is [.., var stretch]
                ? stretch
                : null;
            if (last is not { } shows || shows.From > (agreed ?? shows.From))
            {
                return null;
            }

            moment = shows.To < moment ? shows.To : moment;
        }

        return moment > agreed || agreed is null ? moment : null;
    }
}

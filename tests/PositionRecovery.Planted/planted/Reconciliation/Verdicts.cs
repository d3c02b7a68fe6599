namespace PositionRecovery;

/// <summary>Puts a decided case into a verdict.</summary>
internal static class Verdicts
{
    internal const string BlockedReason = "the answers come from another account";

    private const string MatchedText = "Equal to the venue.";

    internal static InstrumentVerdict Blocked(BookKey key) => Make(key, Verdict.Unverified, Sentence(BlockedReason));

    internal static InstrumentVerdict Matched(BookKey key, VenueAnswer? failure) => failure is null
        ? Make(key, Verdict.Verified, MatchedText)
        : Make(key, Verdict.Unverified, Sentence(CoverageRules.Describe(failure)))
            with
        { IsPending = failure.Coverage.Status != CoverageStatus.Unsupported };

    internal static InstrumentVerdict Of(PassContext context, KeyCase position, BalanceReconciler balances)
    {
        AddSpotProblems(position, balances);
        InstrumentVerdict verdict = position switch
        {
            { IsUnverified: true } => Make(position.Key, Verdict.Unverified, Sentence(position.Problems)),
            { IsWithheld: true } => Make(
                position.Key, Verdict.Unverified, "It differs; closing the gap is off, by option."),
            { Estimates.Count: > 0 } => Make(position.Key, Verdict.Estimated, Sentence(position.Estimates)),
            _ when context.Policy.IgnorePositionReports => Make(
                position.Key, Verdict.Estimated, "Positions are not compared, by option."),
            { Synthetic.Count: > 0 } => Make(
                position.Key,
                Verdict.Repaired,
                "Equal to the venue after the plan; what nobody reported is booked at the one price that makes the "
                    + "average "
                + "the venue's."),
            _ when HasChanged(position) => Make(
                position.Key, Verdict.Repaired, "Equal to the venue after the plan, by reported evidence."),
            _ => Make(position.Key, Verdict.Verified, MatchedText),
        };
        return verdict with { IsPending = position.IsPending, IsWithheld = position.IsWithheld };
    }

    private static void AddSpotProblems(KeyCase position, BalanceReconciler balances)
    {
        if (balances.Short.TryGetValue(position.Key, out string? reason))
        {
            position.Problems.Add(reason);
        }

        if (balances.Unseen.Contains(position.Key))
        {
            position.Ask(
                new BalancesQuery { Account = position.Key.Account },
                $"No answer shows the balances by which {Explain.Key(position.Key)} is judged.");
            position.Problems.Add("no answer shows the balance of its asset");
        }
    }

    private static bool HasChanged(KeyCase position) =>
        position.Events.Count > 0 || position.Orders.Exists(static o => o.Events.Count > 0 || o.Absence is not null);

    private static InstrumentVerdict Make(BookKey key, Verdict verdict, string explanation) => new()
    {
        Account = key.Account,
        Instrument = key.Instrument,
        Side = key.Side,
        Verdict = verdict,
        Explanation = explanation,
    };

    private static string Sentence(List<string> reasons) =>
        Sentence(string.Join("; ", reasons.Distinct(StringComparer.Ordinal)));

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason[1..] + ".";
}

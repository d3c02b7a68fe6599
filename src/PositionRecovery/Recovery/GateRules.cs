using System.Collections.Frozen;

namespace PositionRecovery;

/// <summary>What a reconciliation allows: entries where the books are proven to agree with the venue, exits also where
/// only the quantity is.</summary>
internal static class GateRules
{
    /// <summary>The gate after a pass. What the pass did not cover stays as it was; what it could not judge, because
    /// it moved whenever it was compared, is shut until a pass proves it, and may still be left if it might
    /// before.</summary>
    internal static GateState After(GateState before, Finding finding)
    {
        ReconciliationPlan plan = finding.Plan;
        var keys = finding.IsWhole
            ? []
            : new Dictionary<BookKey, GateKey>(before.Keys);
        foreach (InstrumentVerdict verdict in plan.Verdicts)
        {
            var key = new BookKey(verdict.Account, verdict.Instrument, verdict.Side);
            keys[key] = Of(verdict, key, plan.Projected, finding.Venue);
        }

        foreach (BookKey key in finding.Left)
        {
            GateDecision shut = Unverified(key, "it moved whenever it was compared");
            keys[key] = new GateKey(shut, before.ExitOf(key) is { IsOpen: true } open ? open : shut);
        }

        FrozenDictionary<AccountId, GateDecision> answered = Accounts([], finding);
        return before with
        {
            Keys = keys.ToFrozenDictionary(),
            Accounts = Accounts(before.Accounts, finding),
            Unanswered = before.Unanswered
                .Where(u => !answered.TryGetValue(u.Key, out GateDecision now) || !now.IsOpen).ToFrozenDictionary(),
        };
    }

    private static GateKey Of(InstrumentVerdict verdict, BookKey key, CachedSnapshot projected, VenueSnapshot venue)
    {
        bool isProven = !verdict.IsPending && !verdict.IsWithheld
            && verdict.Verdict is Verdict.Verified or Verdict.Repaired or Verdict.Estimated;
        if (isProven)
        {
            return new GateKey(GateDecision.Open, GateDecision.Open);
        }

        GateDecision shut = Unverified(key, verdict.Explanation);
        return new GateKey(shut, IsQuantityAgreed(key, projected, venue) ? GateDecision.Open : shut);
    }

    private static GateDecision Unverified(BookKey key, string why) => new(
        GateReason.Unverified, $"{key.Instrument} in {key.Account} is not verified: {why}");

    /// <summary>Whether the latest whole answer shows the quantity that the books have.</summary>
    private static bool IsQuantityAgreed(BookKey key, CachedSnapshot projected, VenueSnapshot venue)
    {
        VenueAnswer? latest = venue.Answers
            .Where(a => a.Query is PositionsQuery && a.Query.Account == key.Account && a.Query.Covers(key.Instrument))
            .MaxBy(static a => a.Coverage.To ?? DateTimeOffset.MaxValue);
        if (latest is not { Coverage.IsComplete: true })
        {
            return false;
        }

        PositionReport[] rows = [.. latest.Reports.OfType<PositionReport>().Where(r => r.Key == key)];
        decimal held = projected.AccountBooks.FirstOrDefault(b => b.Key == key)?.Quantity
            ?? projected.Positions.Where(p => p.Key.Book == key).Sum(static p => p.Quantity);
        return rows.Length <= 1 && held == (rows.Length == 0 ? 0m : rows[0].Quantity);
    }

    private static FrozenDictionary<AccountId, GateDecision> Accounts(
        IEnumerable<KeyValuePair<AccountId, GateDecision>> before, Finding finding)
    {
        var accounts = new Dictionary<AccountId, GateDecision>(before);
        foreach (IGrouping<AccountId, VenueAnswer> account in finding.Venue.Answers
            .GroupBy(static a => a.Query.Account))
        {
            bool isListed = finding.Listed.Contains(account.Key);
            if (isListed || account.Any(static a => a.Query is PositionsQuery { Instrument: null }))
            {
                accounts[account.Key] = Of(account.Key, [.. account], isListed);
            }
        }

        return accounts.ToFrozenDictionary();
    }

    /// <summary>A position that nobody names is flat, if whole lists of positions and open orders say so.</summary>
    private static GateDecision Of(AccountId account, VenueAnswer[] answers, bool isListed)
    {
        bool hasPositions = isListed || Array.Exists(
            answers, static a => a is { Query: PositionsQuery { Instrument: null }, Coverage.IsComplete: true });
        OrderClass?[] lists = [.. answers
            .Where(static a => a is { Query: OpenOrdersQuery { Instrument: null }, Coverage.IsComplete: true })
            .Select(static a => ((OpenOrdersQuery)a.Query).Class)];
        bool hasOrders = lists.Contains(null)
            || (lists.Contains(OrderClass.Regular) && lists.Contains(OrderClass.Conditional));
        return hasPositions && hasOrders
            ? GateDecision.Open
            : new GateDecision(
                GateReason.Unverified,
                $"{account} is not verified: no whole list of its {(hasPositions ? "open orders" : "positions")}.");
    }
}

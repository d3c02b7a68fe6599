using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests;

/// <summary>Generators of scripts. Most worlds are small, because small worlds are fast, and what small worlds cannot
/// show is rare.</summary>
internal static class Scripts
{
    /// <summary>A venue that answers everything there is to ask, in full.</summary>
    internal static Gen<VenueScript> CompleteVenue { get; } =
        from average in Of(AverageStyle.Exact, AverageStyle.Rounded, AverageStyle.Absent, AverageStyle.Zero)
        from positions in Of(AnswerStyle.Complete, AnswerStyle.Twice)
        from hasMarks in Sometimes
        from showsFlat in Sometimes
        from isPerInstrument in Sometimes
        from hasOrderAverages in Sometimes
        from deposit in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 9)))
        from lag in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 100)))
        from hasOtherLeverage in Gen.Frequency((7, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new VenueScript(
            average, ListStyle.All, 0, positions, AnswerStyle.Complete, AnswerStyle.Complete, AnswerStyle.Complete,
            hasMarks, showsFlat, isPerInstrument, hasOrderAverages, 0, deposit, lag, hasOtherLeverage);

    /// <summary>A venue that answers what is needed for a comparison, with executions missing from its lists.</summary>
    internal static Gen<VenueScript> ForgetfulVenue { get; } =
        from complete in CompleteVenue
        from fills in Of(ListStyle.All, ListStyle.All, ListStyle.Since, ListStyle.Partial, ListStyle.NotAsked)
        from fillsFrom in Gen.Choose(0, 100)
        from withheld in Bits
        from history in Of(AnswerStyle.Complete, AnswerStyle.NotAsked)
        select complete with
        {
            Fills = fills,
            FillsFrom = fillsFrom,
            Withheld = withheld,
            History = history,
            Lag = 0,
        };

    /// <summary>Any venue: every kind of query may fail or never be asked.</summary>
    internal static Gen<VenueScript> AnyVenue { get; } =
        from forgetful in ForgetfulVenue
        from fills in Of(forgetful.Fills, forgetful.Fills, forgetful.Fills, ListStyle.Failed)
        from positions in AnyAnswer
        from orders in AnyAnswer
        from history in AnyAnswer
        from accounts in AnyAnswer
        select forgetful with
        {
            Fills = fills,
            Positions = positions,
            Orders = orders,
            History = history,
            Accounts = accounts,
        };

    internal static Gen<BeliefScript> Belief { get; } =
        from kind in Gen.Frequency(
            (5, Gen.Constant(BeliefKind.Full)),
            (2, Gen.Constant(BeliefKind.Purged)),
            (1, Gen.Constant(BeliefKind.Bare)),
            (1, Gen.Constant(BeliefKind.StrategiesOnly)),
            (2, Gen.Constant(BeliefKind.Cold)))
        from cut in Gen.Choose(0, 100)
        from holes in Gen.Frequency((2, Gen.Constant(0)), (1, Bits))
        from intents in Gen.Choose(0, 3)
        from purged in Gen.Choose(0, 100)
        from isAgreed in Sometimes
        from isCanceling in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from knowsIdentity in Sometimes
        select new BeliefScript(kind, cut, holes, intents, purged, isAgreed, isCanceling, knowsIdentity);

    internal static Gen<OptionsScript> Options { get; } =
        from isClaimed in Sometimes
        from keepsSeparate in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isProRata in Sometimes
        from allowsMassFlattening in Sometimes
        select new OptionsScript(isClaimed, keepsSeparate, isProRata, allowsMassFlattening);

    internal static Gen<WorldScript> TradedWorld { get; } =
        from marketCount in Gen.Frequency((5, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Constant(3)))
        from stepCount in Gen.Frequency((6, Gen.Choose(1, 4)), (3, Gen.Choose(4, 8)), (1, Gen.Choose(8, 12)))
        from markets in Market.ArrayOf(marketCount)
        from steps in Step.ArrayOf(stepCount)
        from hasSequences in Sometimes
        select new WorldScript(markets, steps, hasSequences);

    private static Gen<bool> Sometimes => Gen.Elements(false, true);

    private static Gen<int> Bits => Gen.Choose(0, 0xFFFF);

    private static Gen<AnswerStyle> AnyAnswer => Gen.Frequency(
        (6, Gen.Constant(AnswerStyle.Complete)),
        (1, Gen.Constant(AnswerStyle.Twice)),
        (2, Gen.Constant(AnswerStyle.Failed)),
        (1, Gen.Constant(AnswerStyle.NotAsked)));

    private static Gen<MarketScript> Market =>
        from kind in Gen.Frequency(
            (4, Gen.Constant(AccountKind.Netting)),
            (4, Gen.Constant(AccountKind.Hedging)),
            (1, Gen.Constant(AccountKind.Spot)))
        from account in Gen.Choose(0, 1)
        from instrument in Gen.Choose(0, 2)
        select new MarketScript(kind, account, instrument);

    private static Gen<StepScript> Step =>
        from market in Gen.Choose(0, 2)
        from who in Of(
            Actor.Alpha, Actor.Alpha, Actor.Alpha, Actor.Beta, Actor.Person, Actor.OtherProgram, Actor.Liquidator)
        from verb in Of(
            Verb.Trade, Verb.Trade, Verb.Trade, Verb.Trade, Verb.Rest, Verb.Part, Verb.Part, Verb.Finish, Verb.Finish,
            Verb.Cancel, Verb.Expire, Verb.Reject, Verb.Amend, Verb.Close, Verb.Close, Verb.Flip, Verb.SelfTrade,
            Verb.Lose, Verb.Stop, Verb.Trigger)
        from isBuy in Sometimes
        from isShortLeg in Sometimes
        from quantity in Gen.Choose(1, 9)
        from price in Gen.Choose(10, 30)
        from pause in Gen.Choose(0, 2)
        from fee in Of(FeeKind.None, FeeKind.None, FeeKind.Quote, FeeKind.Base, FeeKind.Third)
        select new StepScript(market, who, verb, isBuy, isShortLeg, quantity, price, pause, fee);

    internal static Arbitrary<CaseScript> Cases(Gen<VenueScript> venues) => Cases(venues, static s => s);

    /// <summary>Cases of which something is given, also for those that a failing case is shrunk to.</summary>
    internal static Arbitrary<CaseScript> Cases(Gen<VenueScript> venues, Func<CaseScript, CaseScript> given) => Arb.From(
        from world in TradedWorld
        from belief in Belief
        from venue in venues
        from options in Options
        select given(new CaseScript(world, belief, venue, options)),
        script => ScriptShrinker.Simpler(script).Select(given).Where(simpler => !simpler.Equals(script)));

    /// <summary>The case with another memory.</summary>
    internal static CaseScript Remembering(this CaseScript script, Func<BeliefScript, BeliefScript> changed) =>
        script with { Belief = changed(script.Belief) };

    /// <summary>The case with a venue that answers differently.</summary>
    internal static CaseScript Answering(this CaseScript script, Func<VenueScript, VenueScript> changed) =>
        script with { Venue = changed(script.Venue) };

    /// <summary>An engine that kept every execution, or none.</summary>
    internal static BeliefScript Unabridged(BeliefScript belief) => belief with
    {
        Kind = belief.Kind is BeliefKind.Cold or BeliefKind.Bare ? BeliefKind.Cold : BeliefKind.Full,
    };

    private static Gen<T> Of<T>(params T[] values) => Gen.Elements(values);
}

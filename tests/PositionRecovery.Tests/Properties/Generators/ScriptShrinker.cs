namespace PositionRecovery.Tests;

/// <summary>Proposes simpler scripts, boldest proposals first. Every simplification leads towards a complete answer, a
/// full memory and fewer, plainer steps, so that what is left of a failing case is what the failure needs.</summary>
internal static class ScriptShrinker
{
    private static readonly int[] RoundPercents = [0, 100, 50];

    internal static IEnumerable<CaseScript> Simpler(CaseScript script) =>
        Worlds(script.TradedWorld).Select(w => script with { TradedWorld = w })
            .Concat(Venues(script.Venue).Select(v => script with { Venue = v }))
            .Concat(Beliefs(script.Belief).Select(b => script with { Belief = b }))
            .Concat(Options(script.Options).Select(o => script with { Options = o }))
            .Concat(Steps(script.TradedWorld).Select(w => script with { TradedWorld = w }));

    private static IEnumerable<WorldScript> Worlds(WorldScript world)
    {
        for (int length = world.Steps.Count / 2; length > 0; length /= 2)
        {
            for (int start = 0; start + length <= world.Steps.Count; start += length)
            {
                yield return world with { Steps = [.. world.Steps.Take(start), .. world.Steps.Skip(start + length)] };
            }
        }

        for (int i = 0; i < world.Markets.Count && world.Markets.Count > 1; i++)
        {
            yield return world with { Markets = [.. world.Markets.Where((_, index) => index != i)] };
        }

        foreach (WorldScript simpler in Distinct(
            world,
            world with { Markets = [.. world.Markets.Select(m => m with { Instrument = 0 })] },
            world with { Markets = [.. world.Markets.Select(m => m with { Account = 0 })] },
            world with { Markets = [.. world.Markets.Select(m => m with { Kind = AccountKind.Netting })] },
            world with { HasSequences = true }))
        {
            yield return simpler;
        }
    }

    private static IEnumerable<WorldScript> Steps(WorldScript world)
    {
        for (int i = 0; i < world.Steps.Count; i++)
        {
            int index = i;
            StepScript step = world.Steps[index];
            foreach (StepScript simpler in Distinct(
                step,
                step with { Fee = FeeKind.None },
                step with { Who = Actor.Alpha },
                step with { Verb = Verb.Trade },
                step with { IsBuy = true },
                step with { IsShortLeg = false },
                step with { Pause = 1 },
                step with { Market = 0 },
                step with { Quantity = 1 },
                step with { Quantity = (step.Quantity + 1) / 2 },
                step with { Price = 10 },
                step with { Price = (step.Price + 10) / 2 }))
            {
                yield return world with { Steps = [.. world.Steps.Select((s, n) => n == index ? simpler : s)] };
            }
        }
    }

    private static IEnumerable<VenueScript> Venues(VenueScript venue) => Distinct(
        venue,
        [
            venue with { Fills = ListStyle.All },
            venue with { Positions = AnswerStyle.Complete },
            venue with { Orders = AnswerStyle.Complete },
            venue with { History = AnswerStyle.Complete },
            venue with { Accounts = AnswerStyle.Complete },
            venue with { Average = AverageStyle.Exact },
            venue with { HasMarks = true },
            venue with { ShowsFlat = true },
            venue with { IsPerInstrument = false },
            venue with { HasOrderAverages = true },
            venue with { Deposit = 0 },
            venue with { Lag = 0 },
            venue with { HasOtherLeverage = false },
            venue with { FillsFrom = 0 },
            .. FewerBits(venue.Withheld).Select(bits => venue with { Withheld = bits }),
        ]);

    private static IEnumerable<BeliefScript> Beliefs(BeliefScript belief) => Distinct(
        belief,
        [
            belief with { Kind = BeliefKind.Full },
            belief with { Intents = 0 },
            belief with { IsAgreed = false },
            belief with { IsCanceling = false },
            belief with { KnowsIdentity = false },
            .. RounderPercents(belief.Cut).Select(percent => belief with { Cut = percent }),
            .. RounderPercents(belief.Purged).Select(percent => belief with { Purged = percent }),
            .. FewerBits(belief.Holes).Select(bits => belief with { Holes = bits }),
        ]);

    private static IEnumerable<OptionsScript> Options(OptionsScript options) => Distinct(
        options,
        options with { IsClaimed = false },
        options with { KeepsSeparate = false },
        options with { IsProRata = false },
        options with { AllowsMassFlattening = true });

    /// <summary>Roundest first, and never back to a less round one: a shrinker that goes in circles shrinks nothing.
    /// </summary>
    private static IEnumerable<int> RounderPercents(int percent) => RoundPercents.TakeWhile(p => p != percent);

    private static IEnumerable<int> FewerBits(int bits) =>
        Enumerable.Range(0, 16).Select(bit => bits & ~(1 << bit)).Prepend(0).Where(fewer => fewer != bits);

    private static IEnumerable<T> Distinct<T>(T given, params T[] proposals)
        where T : notnull => proposals.Where(p => !p.Equals(given)).Distinct();
}

namespace PositionRecovery.Tests;

/// <summary>Executions that a venue does not list yet are stood in for, and give way to the real ones when these come.
/// </summary>
public sealed class PlaceholderProperties
{
    [Fact]
    public void Reconcile_ExecutionsListedLate_QuantitiesAreTrueAtEveryStage()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.ForgetfulVenue, WithFlatRows), seed: 81, tried =>
        {
            census.Count(tried);
            CachedSnapshot state = tried.Cached;
            foreach (Case stage in Stages(tried))
            {
                ReconciliationPlan plan = stage.ReconcileWithAnswers(state).Plan;
                state = plan.Projected;
                foreach (BookKey key in tried.TradedWorld.Keys.Where(k => MustBeTrue(stage, plan, k)))
                {
                    decimal truth = tried.TradedWorld.Book(key).Quantity;
                    Truth.Same(key, "quantity", truth, Truth.QuantityOf(state, key), 0m);
                    Truth.Same(key, "sum of the owners", truth, Truth.OwnedQuantity(state, key), 0m);
                }

                PlanChecks.AddsUp(state);
            }
        });
        census.MustHaveSeenBothModes();
    }

    /// <summary>What was estimated meanwhile leaves no trace, where the engine has kept every execution.</summary>
    [Fact]
    public void Reconcile_AllExecutionsListedInTheEnd_NoPlaceholderIsLeftAndTheBooksAreTrue()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.ForgetfulVenue, WithFlatRows), seed: 82, tried =>
        {
            census.Count(tried);

            CachedSnapshot state = AfterAllStages(tried, census);

            FillSnapshot? left = state.Orders.SelectMany(o => o.Fills).FirstOrDefault(f => f.IsPlaceholder);
            Assert.True(left is null, $"{left}");
            bool hasKeptAll = tried.Memory is BeliefKind.Full or BeliefKind.Cold;
            foreach (BookKey key in tried.TradedWorld.Keys.Where(_ => hasKeptAll))
            {
                NaiveBook truth = tried.TradedWorld.Book(key);
                Truth.IsToldBy(Truth.BookOf(state, key), truth, key, RoundingOf(tried, key));
            }
        });
        census.MustHaveSeenBothModes();
        census.MustHaveSeen("Placeholder");
    }

    /// <summary>A venue's average of fewer digits, once taken over into a book, stays in it: it is off by half an
    /// increment, for every unit that is sold on from there.</summary>
    private static decimal RoundingOf(Case tried, BookKey key)
    {
        const decimal lastDigits = 0.000000000001m;
        InstrumentDefinition instrument = tried.TradedWorld.Instrument(key.Instrument);
        decimal traded = tried.TradedWorld.Executions.Where(e => e.Key == key).Sum(e => e.Quantity);
        return tried.Answers.Average == AverageStyle.Rounded
            ? instrument.PriceIncrement * Math.Max(1m, traded * instrument.Multiplier)
            : lastDigits;
    }

    private static CachedSnapshot AfterAllStages(Case tried, Census census)
    {
        CachedSnapshot state = tried.Cached;
        foreach (Case stage in Stages(tried))
        {
            state = stage.ReconcileWithAnswers(state).Plan.Projected;
            if (state.Orders.Any(o => o.Fills.Any(f => f.IsPlaceholder)))
            {
                census.See("Placeholder");
            }
        }

        return state;
    }

    /// <summary>First many executions are withheld, then fewer, then none.</summary>
    private static IEnumerable<Case> Stages(Case tried) =>
    [
        tried,
        tried.With(v => v with { Withheld = v.Withheld & 0x5555 }),
        tried.With(v => v with { Withheld = 0, Fills = ListStyle.All, History = AnswerStyle.Complete }),
    ];

    /// <summary>In the end everything is true. Before, a list that lacks executions it should show may contradict a leg,
    /// which nothing may repair; and on spot it leaves a balance unexplained instead of a gap in a position.</summary>
    private static bool MustBeTrue(Case stage, ReconciliationPlan plan, BookKey key) =>
        stage.View.IsComplete || stage.TradedWorld.KindOf(key.Account) switch
        {
            AccountKind.Netting => true,
            AccountKind.Hedging => plan.Verdicts.Any(v => v.Verdict != Verdict.Unverified && Names(v, key)),
            _ => false,
        };

    private static bool Names(InstrumentVerdict verdict, BookKey key) =>
        (verdict.Account, verdict.Instrument, verdict.Side) == (key.Account, key.Instrument, key.Side);

    /// <summary>Positions that are flat are shown as such, and any number of them may be: this is not about what may
    /// be concluded from absence.</summary>
    private static CaseScript WithFlatRows(CaseScript script) =>
        script.Answering(v => v with { ShowsFlat = true }) with
        {
            Options = script.Options with { AllowsMassFlattening = true },
        };
}

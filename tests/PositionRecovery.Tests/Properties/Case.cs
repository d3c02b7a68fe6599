namespace PositionRecovery.Tests;

/// <summary>A case, built from its script: the truth, what the engine remembers of it and what the venue says.
/// </summary>
internal sealed class Case
{
    private readonly CaseScript _script;

    private Case(CaseScript script)
    {
        _script = script;
        TradedWorld = WorldBuilder.Build(script.TradedWorld);
        Belief = Belief.Of(TradedWorld, script.Belief);
        Cached = Belief.Snapshot();
        View = new VenueView(TradedWorld, script.Venue, HistoryFrom());
        Venue = View.Snapshot();
        Now = View.AsOf.AddMinutes(1);
    }

    internal TradedWorld TradedWorld { get; }

    internal Belief Belief { get; }

    internal CachedSnapshot Cached { get; }

    internal VenueView View { get; }

    internal VenueSnapshot Venue { get; }

    internal DateTimeOffset Now { get; }

    internal VenueScript Answers => _script.Venue;

    internal BeliefKind Memory => _script.Belief.Kind;

    internal OptionsScript Options => _script.Options;

    internal static Case Of(CaseScript script) => new(script);

    /// <summary>The same case, built again from nothing but its script.</summary>
    internal Case Again() => new(_script);

    /// <summary>The same case with a venue that answers differently.</summary>
    internal Case With(Func<VenueScript, VenueScript> changed) => new(_script.Answering(changed));

    /// <summary>Reconciles once, with whatever the venue said at first.</summary>
    internal ReconciliationPlan Reconcile() => Reconcile(Cached, Venue);

    internal ReconciliationPlan Reconcile(CachedSnapshot cached, VenueSnapshot venue) =>
        Reconciler.Reconcile(cached, venue, _script.Options.Build(TradedWorld), Now);

    /// <summary>Reconciles, asks what the plan wants to know, and so on, until it wants to know nothing more or no
    /// answer says anything.</summary>
    internal Reconciled ReconcileWithAnswers(CachedSnapshot cached)
    {
        const int enough = 6;
        VenueSnapshot venue = Venue;
        for (int round = 1; ; round++)
        {
            DateTimeOffset now = Now.AddMinutes(round);
            ReconciliationPlan plan = Reconciler.Reconcile(cached, venue, _script.Options.Build(TradedWorld), now);
            List<VenueAnswer> answers = [.. plan.Questions.Select(q => View.Answer(q.Query, round))];
            if (round == enough || answers.TrueForAll(a => !a.Coverage.IsComplete))
            {
                return new Reconciled(plan, venue, now, round);
            }

            foreach (VenueAnswer answer in answers)
            {
                venue = venue.Merge(answer);
            }
        }
    }

    /// <summary>A venue that lists everything is asked about everything; another one only about what the engine can
    /// have missed.</summary>
    private DateTimeOffset HistoryFrom() =>
        _script.Venue.Fills == ListStyle.All ? TradedWorld.Start.AddDays(-1) : Belief.StoppedAt;
}

/// <summary>What came of a reconciliation with its questions answered.</summary>
internal sealed record Reconciled(ReconciliationPlan Plan, VenueSnapshot Venue, DateTimeOffset Now, int Rounds);

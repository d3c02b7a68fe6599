namespace PositionRecovery;

/// <summary>Reconciles, asks what the reconciler wants to know, and reconciles again, until nothing is open or no time
/// or round is left. Not thread-safe.</summary>
internal sealed class QuestionLoop
{
    /// <summary>A question that failed so often is not asked again: each time it was tried several times.</summary>
    private const int MaxFailures = 2;

    private readonly Dictionary<AccountId, AccountReader> _readers;
    private readonly ReconciliationOptions _options;
    private readonly TimeProvider _clock;
    private readonly ReadLimits _limits;

    internal QuestionLoop(
        IReadOnlyList<AccountReader> readers,
        ReconciliationOptions options,
        TimeProvider clock,
        ReadLimits? limits = null)
    {
        _readers = readers.ToDictionary(static r => r.Account);
        _options = options;
        _clock = clock;
        _limits = limits ?? ReadLimits.Default;
    }

    /// <summary>Runs.</summary>
    /// <param name="cached">What the engine believed.</param>
    /// <param name="venue">What the venues said.</param>
    /// <param name="deadline">When it passes, what is open stays open.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async ValueTask<QuestionOutcome> RunAsync(CachedSnapshot cached, VenueSnapshot venue, Deadline deadline)
    {
        var answers = new AnswerSet(venue, _clock);
        var log = new QuestionLog(
            new QuestionTimes(cached, _options), answers, deadline, _limits.WaitsForArrivals);
        int round = 0;
        while (true)
        {
            DateTimeOffset now = answers.Now;
            ReconciliationPlan plan = Reconciler.Reconcile(cached, answers.Snapshot, _options, now);
            Question[] open = [.. plan.Questions.DistinctBy(static q => q.Query)];
            (TimeSpan wait, List<Question> due) = round < _limits.QuestionRounds ? Choose(open, log) : (default, []);
            if (due.Count == 0 || !await deadline.WaitAsync(wait).ConfigureAwait(false))
            {
                return new QuestionOutcome
                {
                    Plan = plan,
                    Venue = answers.Snapshot,
                    Now = now,
                    Rounds = round,
                    Left = [.. open.Select(q => new OpenQuestion(q, WhyNot(q.Query, log)
                        ?? (deadline.HasPassed ? deadline.Reason : "no round of questions is left")))],
                };
            }

            round++;
            await AskAllAsync(due, log, deadline).ConfigureAwait(false);
        }
    }

    /// <summary>What is asked next: all that can be asked at about the same time, the soonest first.</summary>
    private (TimeSpan Wait, List<Question> Due) Choose(Question[] open, QuestionLog log)
    {
        (Question Question, TimeSpan Wait)[] askable =
        [
            .. open.Where(q => WhyNot(q.Query, log) is null).Select(q => (q, log.WaitFor(q.Query)))
                .OrderBy(static q => q.Item2),
        ];
        if (askable.Length == 0)
        {
            return (default, []);
        }

        TimeSpan last = askable[0].Wait == TimeSpan.Zero
            ? TimeSpan.Zero
            : askable[0].Wait + _options.AbsenceQuietPeriod;
        (Question Question, TimeSpan Wait)[] due =
            [.. askable.TakeWhile(q => q.Wait <= last).Take(_limits.QuestionsPerRound)];
        return (due[^1].Wait, [.. due.Select(static q => q.Question)]);
    }

    private string? WhyNot(VenueQuery query, QuestionLog log) => !_readers.ContainsKey(query.Account)
        ? $"no venue is known that has {query.Account}"
        : log.WhyNot(query, MaxFailures);

    private async ValueTask AskAllAsync(List<Question> due, QuestionLog log, Deadline deadline)
    {
        Task<List<(VenueQuery Asked, VenueAnswer Answer)>>[] accounts =
        [
            .. due.GroupBy(static q => q.Query.Account)
                .Select(g => AskAsync(_readers[g.Key], [.. g.Select(static q => q.Query)], deadline).AsTask()),
        ];
        foreach (List<(VenueQuery Asked, VenueAnswer Answer)> answered in
            await Task.WhenAll(accounts).ConfigureAwait(false))
        {
            log.Take(answered);
        }
    }

    /// <summary>Executions come last: what the other answers show is in them then.</summary>
    private static async ValueTask<List<(VenueQuery Asked, VenueAnswer Answer)>> AskAsync(
        AccountReader reader, VenueQuery[] queries, Deadline deadline)
    {
        var answered = new List<(VenueQuery, VenueAnswer)>();
        VenueQuery[] positions = [.. queries.Where(static q => q is PositionsQuery)];
        VenueQuery? wide = Array.Find(positions, static q => q.Instrument is null);
        if (positions.Length > 0)
        {
            InstrumentId[]? instruments = wide is null
                ? [.. positions.Select(static q => q.Instrument!.Value)]
                : null;
            foreach (VenueAnswer answer in
                await reader.ReadAgainAsync(instruments, deadline).ConfigureAwait(false))
            {
                answered.Add((wide is not null && answer.Query is PositionsQuery ? wide : answer.Query, answer));
            }
        }

        await AskEachAsync([.. queries.Where(static q => q is not (PositionsQuery or FillsQuery))])
            .ConfigureAwait(false);
        await AskEachAsync([.. queries.Where(static q => q is FillsQuery)]).ConfigureAwait(false);
        return answered;

        async ValueTask AskEachAsync(VenueQuery[] asked)
        {
            IReadOnlyList<VenueAnswer>[] all = await Task.WhenAll(
                asked.Select(q => reader.AskAsync(q, deadline).AsTask())).ConfigureAwait(false);
            for (int i = 0; i < asked.Length; i++)
            {
                answered.AddRange(all[i].Select(a => (asked[i], a)));
            }
        }
    }
}

namespace PositionRecovery;

/// <summary>Asks the venues and compares. Safe for use by several threads.</summary>
internal sealed class Finder
{
    private readonly RecoveryPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly ReadLimits _limits;
    private readonly AccountId[] _accounts;
    private readonly Dictionary<AccountId, VenueAsker> _askers = [];

    internal Finder(RecoverySetup setup, RecoveryPolicy policy)
    {
        _policy = policy;
        _clock = setup.TimeProvider;
        RecoveryOptions options = setup.Options;
        _limits = new ReadLimits
        {
            QueryTimeout = options.QueryTimeout,
            HistoryTimeout = options.QueryTimeout * 3,
            Attempts = options.QueryAttempts,
            RequestsPerSecond = options.QueriesPerSecond,
            Burst = options.QueriesPerSecond * 2,
            ContinuousPerSecond = options.Reconciliation.QueriesPerSecond,
            ContinuousBurst = options.Reconciliation.QueriesPerSecond * 2,
            QuestionRounds = options.MaxQuestionRounds,

            // A venue that answers nothing at all is left alone after one query, so that it does not use up the time
            // that the other venues' positions have.
            BreakerMinimumAttempts = Math.Max(2, options.QueryAttempts),
            BreakerSampling = options.QueryTimeout * (options.QueryAttempts + 1),
        };
        foreach (VenuePorts venue in setup.Venues)
        {
            var asker = new VenueAsker(venue.Reports, _clock, _limits);
            foreach (AccountId account in venue.Reports.Profile.Accounts)
            {
                _askers.Add(account, asker);
            }
        }

        _accounts = [.. _askers.Keys.OrderBy(static a => a.Value, StringComparer.Ordinal)];
    }

    /// <summary>Reads what a pass covers, compares, and asks what the comparison needs.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async Task<Finding> FindAsync(FindRequest request, RunLog log, CancellationToken cancellationToken)
    {
        TimeSpan left = request.Deadline - _clock.GetUtcNow();
        using Deadline deadline = Deadline.In(
            left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1), _clock, cancellationToken);
        ReconciliationOptions options = _policy.Options(request.Scope.Instruments, [], request.IsRepairing);
        CachedSnapshot cached = request.Scope.Restrict(request.Cached);
        AccountReader[] readers =
            [.. Covered(request.Scope).Select(a => ReaderOf(a, cached, options, request))];
        VenueSnapshot venue;
        IReadOnlyList<string> unanswered;
        IReadOnlyList<AccountId> listed;
        using (log.Begin(RecoveryPhase.Query, $"Asking about {readers.Length} accounts."))
        {
            (venue, unanswered, listed) = await ReadAsync(request.Scope, readers, deadline, log).ConfigureAwait(false);
            foreach (string failure in unanswered)
            {
                log.Problem(failure);
            }

            log.End($"{venue.Answers.Count} answers, {unanswered.Count} of them failed.");
        }

        using (log.Begin(RecoveryPhase.Reconcile, "Comparing."))
        {
            QuestionOutcome outcome = await new QuestionLoop(
                    readers, options, _clock, _limits with { WaitsForArrivals = request.IsPatient })
                .RunAsync(cached, venue, deadline).ConfigureAwait(false);
            foreach (OpenQuestion open in outcome.Left)
            {
                log.Problem($"{open.Question.Reason} Not answered: {open.Why}.");
            }

            log.End($"{outcome.Plan.Diff.Count} differences, {outcome.Plan.Events.Count} events, "
                + $"{outcome.Plan.Questions.Count} questions open after {outcome.Rounds} rounds.");
            return new Finding
            {
                Scope = request.Scope,
                Cached = cached,
                Venue = outcome.Venue,
                Options = options,
                Now = outcome.Now,
                Plan = outcome.Plan,
                Unanswered = unanswered,
                Listed = listed,
                IsOutOfTime = deadline.HasPassed,
            };
        }
    }

    /// <summary>Asks one thing, on the budget of the checks.</summary>
    internal async Task<VenueAnswer> AskAsync(VenueQuery query, CancellationToken cancellationToken) =>
        await _askers[query.Account].AskAsync(
            query, RequestClass.Of(query) with { IsContinuous = true }, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks one thing that an order waits for.</summary>
    internal async ValueTask<VenueAnswer> AskNowAsync(VenueQuery query, CancellationToken cancellationToken) =>
        await _askers[query.Account].AskAsync(query, RequestClass.Urgent, cancellationToken).ConfigureAwait(false);

    /// <summary>All instruments that venues describe without being asked about one: what is traded later is counted
    /// right from its first execution on. A venue that does not answer is asked again about those that matter.
    /// </summary>
    internal async Task<IReadOnlyList<InstrumentDefinition>> InstrumentsAsync(
        TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.In(limit, _clock, cancellationToken);
        VenueAnswer[] answers = await Task.WhenAll(_accounts.Select(a => deadline.AskAsync(
            _askers[a], new InstrumentsQuery { Account = a }, new RequestClass(RequestPriority.Present)).AsTask()))
            .ConfigureAwait(false);
        return [.. answers.SelectMany(static a => a.Reports).OfType<InstrumentReport>().Select(static r =>
            r.Definition)];
    }

    /// <summary>The lists of an account's open orders, on the budget of the checks.</summary>
    internal async Task<IReadOnlyList<VenueAnswer>> OpenOrdersAsync(
        AccountId account, CancellationToken cancellationToken)
    {
        var lists = new List<VenueAnswer>();
        foreach (OrderClass service in (OrderClass[])[OrderClass.Conditional, OrderClass.Regular])
        {
            VenueAnswer answer = await AskAsync(
                new OpenOrdersQuery { Account = account, Class = service }, cancellationToken).ConfigureAwait(false);
            if (answer.Coverage.Status == CoverageStatus.Unsupported)
            {
                return [await AskAsync(new OpenOrdersQuery { Account = account }, cancellationToken)
                    .ConfigureAwait(false)];
            }

            lists.Add(answer);
        }

        return lists;
    }

    private IEnumerable<AccountId> Covered(ReconcileScope scope) =>
        scope.Account is { } account ? _accounts.Where(a => a == account) : _accounts;

    private AccountReader ReaderOf(
        AccountId account, CachedSnapshot cached, ReconciliationOptions options, FindRequest request)
    {
        DateTimeOffset from = _policy.From(account, cached, _clock.GetUtcNow());
        return new AccountReader(
            _askers[account],
            new AccountRequest
            {
                Account = account,
                From = request.Scope.Since < from ? request.Scope.Since.Value : from,
                Active = ActiveInstruments.Of(account, cached, options),
                Instruments = cached.Instruments,
                IsContinuous = request.IsCheck,
            },
            _clock,
            _limits);
    }

    private static async Task<(VenueSnapshot, IReadOnlyList<string> Unanswered, IReadOnlyList<AccountId> Listed)>
        ReadAsync(ReconcileScope scope, AccountReader[] readers, Deadline deadline, RunLog log)
    {
        if (scope.Instruments.Count > 0)
        {
            VenueSnapshot part = VenueSnapshot.Of([]);
            foreach (AccountReader reader in readers)
            {
                part = await ReadPartAsync(reader, part, scope, deadline).ConfigureAwait(false);
            }

            return (part, [.. part.Answers.Where(static a => a.Coverage.Status == CoverageStatus.Failed)
                .Select(static a => $"{QueryText.Of(a.Query)}: {a.Coverage.Reason}").Distinct()], []);
        }

        var told = new ReadingProgress();
        VenuePicture picture = await VenueReadings.ReadAsync(readers, deadline, Progress).ConfigureAwait(false);
        return (picture.Snapshot, [.. picture.Accounts.SelectMany(static a => a.Failures
            .Concat(a.Unstable.Select(i => $"{i} in {a.Account} moved whenever it was read.")))],
            [.. picture.Accounts.Where(static a => a.HasPositionList).Select(static a => a.Account)]);

        void Progress(ReadProgress now) => log.Progress(
            $"{now.Account}: {now.Answered} answers, {now.Failed} failed; {now.Read} of {now.Instruments} instruments "
                + "that matter are read.",
            told.After(now));
    }

    /// <summary>Reads some instruments of one account: what happened to them first, then where they stand.</summary>
    private static async Task<VenueSnapshot> ReadPartAsync(
        AccountReader reader, VenueSnapshot part, ReconcileScope scope, Deadline deadline)
    {
        List<VenueQuery> queries = [];
        foreach (InstrumentId instrument in scope.Instruments)
        {
            if (!reader.Knows(instrument))
            {
                queries.Add(new InstrumentsQuery { Account = reader.Account, Instrument = instrument });
            }

            queries.Add(new FillsQuery { Account = reader.Account, Instrument = instrument, From = reader.From });
            queries.Add(new OrderHistoryQuery
            {
                Account = reader.Account, Instrument = instrument,
                From = reader.From
            });
            queries.Add(new MarksQuery { Account = reader.Account, Instrument = instrument });
        }

        foreach (VenueQuery query in queries)
        {
            foreach (VenueAnswer answer in await reader.AskAsync(query, deadline).ConfigureAwait(false))
            {
                part = part.Merge(answer);
            }
        }

        foreach (VenueAnswer answer in await reader.ReadAgainAsync([.. scope.Instruments], deadline)
            .ConfigureAwait(false))
        {
            part = part.Merge(answer);
        }

        return part;
    }
}

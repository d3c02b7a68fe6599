namespace PositionRecovery;

/// <summary>Reads one account so that its parts belong together. A position counts only where neither its executions
/// nor itself changed while it was read; one that did is read again, a bounded number of times, and is then left out as
/// not answered: the others still count. Not thread-safe; it may be used again, and asks less then.</summary>
internal sealed class AccountReader
{
    private readonly AccountRequest _request;
    private readonly ReadLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ScopedAsker _asker;
    private readonly BracketReader _brackets;
    private readonly ActiveInstruments _active;
    private readonly Dictionary<InstrumentId, InstrumentDefinition> _definitions;
    private readonly HashSet<InstrumentId> _sought = [];
    private bool _hasBegun;
    private bool _hasPositionList;

    internal AccountReader(VenueAsker asker, AccountRequest request, TimeProvider clock, ReadLimits? limits = null)
    {
        _request = request;
        _limits = limits ?? ReadLimits.Default;
        _clock = clock;
        _asker = new ScopedAsker(asker, request.Account, request.IsContinuous);
        _brackets = new BracketReader(_asker, request);
        _active = request.Active.Copy();
        _definitions = request.Instruments.ToDictionary(static i => i.Id);
    }

    internal AccountId Account => _request.Account;

    /// <summary>The earliest venue time of which executions, ended orders and cash flows are asked.</summary>
    internal DateTimeOffset From => _request.From;

    internal bool Knows(InstrumentId instrument) => _definitions.ContainsKey(instrument);

    internal VenueAsker Venue => _asker.Venue;

    /// <summary>Reads everything.</summary>
    internal async ValueTask<AccountReading> ReadAsync(Deadline deadline, Action<ReadProgress>? progress = null)
    {
        DateTimeOffset start = _clock.GetUtcNow();
        var run = new ReadRun(Account, _active, progress);
        await BeginAsync(run, start, deadline).ConfigureAwait(false);
        await DefineAsync(run, deadline).ConfigureAwait(false);
        (List<VenueAnswer> positions, List<InstrumentId> unstable) =
            await ReadPositionsAsync(run, null, deadline).ConfigureAwait(false);
        await DefineAsync(run, deadline).ConfigureAwait(false);
        run.Keep(await _asker.AskAsync(
            new CashFlowsQuery { Account = Account, From = _request.From }, deadline, RequestPriority.History)
            .ConfigureAwait(false));
        VenueAnswer[] answers = [.. run.Answers, .. positions];
        return new AccountReading
        {
            Account = Account,
            Answers = answers,
            Unstable = unstable,
            HasPositionList = _hasPositionList,
            Failures =
            [
                .. answers.Where(static a => a.Coverage.Status == CoverageStatus.Failed)
                    .Select(static a => $"{QueryText.Of(a.Query)}: {a.Coverage.Reason}").Distinct(),
            ],
            StartedAt = start,
            EndedAt = _clock.GetUtcNow(),
        };
    }

    /// <summary>Reads positions, again or for the first time, and with them what they are to be compared with.
    /// </summary>
    /// <param name="instruments">The instruments; <c>null</c> for the whole account.</param>
    /// <param name="deadline">Until when.</param>
    internal async ValueTask<IReadOnlyList<VenueAnswer>> ReadAgainAsync(
        InstrumentId[]? instruments, Deadline deadline)
    {
        var run = new ReadRun(Account, _active, null);
        if (!_hasBegun)
        {
            await BeginAsync(run, _clock.GetUtcNow(), deadline).ConfigureAwait(false);
        }

        (List<VenueAnswer> positions, _) =
            await ReadPositionsAsync(run, instruments, deadline).ConfigureAwait(false);
        return [.. run.Answers, .. positions];
    }

    /// <summary>Asks one question, in whichever way the venue can be asked it.</summary>
    internal async ValueTask<IReadOnlyList<VenueAnswer>> AskAsync(VenueQuery query, Deadline deadline)
    {
        var answers = new List<VenueAnswer>();
        foreach (VenueQuery[] way in QuestionWays.Of(query))
        {
            answers.Clear();
            foreach (VenueQuery one in way)
            {
                answers.Add(_asker.IsRefused(one)
                    ? VenueAnswer.Unsupported(one)
                    : await _asker.AskAsync(one, deadline, RequestPriority.Urgent).ConfigureAwait(false));
            }

            if (!answers.Exists(static a => a.Coverage.Status == CoverageStatus.Unsupported))
            {
                return answers;
            }
        }

        return [VenueAnswer.Unsupported(query)];
    }

    /// <summary>Who is it, and what time is it there?</summary>
    private async ValueTask BeginAsync(ReadRun run, DateTimeOffset start, Deadline deadline)
    {
        VenueAnswer account = await _asker.AskAsync(
            new AccountQuery { Account = Account }, deadline, RequestPriority.Present).ConfigureAwait(false);
        run.Keep(account);
        _brackets.Begin = account.Coverage.To < start ? account.Coverage.To.Value : start;
        _brackets.Since = Moments.Earlier(_brackets.Begin, _limits.CursorOverlap);
        _hasBegun = true;
    }

    /// <summary>Asks for definitions where some are missing.</summary>
    private async ValueTask DefineAsync(ReadRun run, Deadline deadline)
    {
        InstrumentId[] unknown = [.. _active.Ordered.Where(i => !_definitions.ContainsKey(i) && _sought.Add(i))];
        if (unknown.Length == 0)
        {
            return;
        }

        VenueQuery Make(InstrumentId? i) => new InstrumentsQuery { Account = Account, Instrument = i };
        VenueAnswer[] answers = await _asker.AskAsync(Make, unknown, deadline, RequestPriority.Present)
            .ConfigureAwait(false);
        run.Keep(answers);
        foreach (InstrumentReport report in answers.SelectMany(static a => a.Reports).OfType<InstrumentReport>())
        {
            _definitions.TryAdd(report.Definition.Id, report.Definition);
        }
    }

    private async ValueTask<(List<VenueAnswer> Answers, List<InstrumentId> Unstable)> ReadPositionsAsync(
        ReadRun run, InstrumentId[]? asked, Deadline deadline)
    {
        var readings = new Dictionary<InstrumentId, KeyReading>();
        Bracket? wide = null;
        if (asked is null)
        {
            wide = await _brackets.ReadAllAsync(run, deadline).ConfigureAwait(false);
            _hasPositionList = wide is { HasList: true, WideFault: null };
            if (wide.WideFault is { } fault)
            {
                return ([VenueAnswer.Failed(new PositionsQuery { Account = Account }, fault)], []);
            }

            Array.ForEach(_active.Ordered, i => readings[i] = wide.Judge(i));
            NoteRead(run, readings);
        }

        InstrumentId[] wanted = asked ?? _active.Ordered;
        for (int round = 0; round < _limits.Rounds && !deadline.HasPassed; round++)
        {
            InstrumentId[] pending = [.. wanted.Where(i =>
                readings.GetValueOrDefault(i).Status is KeyStatus.NotRead or KeyStatus.Moved)];
            if (pending.Length == 0)
            {
                break;
            }

            wide = null;
            await ReadEachAsync(run, readings, pending, wanted, deadline).ConfigureAwait(false);
            wanted = asked ?? _active.Ordered;
        }

        List<VenueAnswer> answers = wide is null || Array.Exists(wanted, i => !IsStable(readings, i))
            ? [.. wanted.SelectMany(i => PositionAnswers.Of(Account, i, readings.GetValueOrDefault(i), IsSpot(i)))]
            : [.. wide.First, .. wide.Second];
        return (answers, [.. wanted.Where(i => readings.GetValueOrDefault(i).Status == KeyStatus.Moved)]);
    }

    private static bool IsStable(Dictionary<InstrumentId, KeyReading> readings, InstrumentId instrument) =>
        readings.GetValueOrDefault(instrument).Status == KeyStatus.Stable;

    /// <summary>Reads a few instruments at a time, so that each few is finished before the deadline cuts off the rest.
    /// Those of spot are one: they share their balances.</summary>
    private async ValueTask ReadEachAsync(
        ReadRun run,
        Dictionary<InstrumentId, KeyReading> readings,
        InstrumentId[] pending,
        InstrumentId[] wanted,
        Deadline deadline)
    {
        InstrumentId[] spot = Array.Exists(pending, IsSpot) ? [.. _active.Ordered.Union(wanted).Where(IsSpot)] : [];
        InstrumentId[][] parts =
        [
            .. spot.Length > 0 ? [spot] : (InstrumentId[][])[],
            .. pending.Where(i => !IsSpot(i)).Chunk(_limits.InstrumentsAtOnce),
        ];
        foreach (InstrumentId[] part in parts)
        {
            if (deadline.HasPassed)
            {
                return;
            }

            Bracket bracket = await _brackets.ReadAsync(run, part, IsSpot(part[0]), deadline).ConfigureAwait(false);
            Array.ForEach(part, i => readings[i] = bracket.Judge(i));
            NoteRead(run, readings);
        }
    }

    private static void NoteRead(ReadRun run, Dictionary<InstrumentId, KeyReading> readings) => run.NoteRead(
        readings.Values.Count(static r => r.Status is not (KeyStatus.NotRead or KeyStatus.Moved)));

    private bool IsSpot(InstrumentId instrument) =>
        _definitions.GetValueOrDefault(instrument) is { IsSpot: true };
}

namespace PositionRecovery;

/// <summary>Reads an account, or some of its instruments, in the order in which a consistent picture comes about:
/// latest executions, positions, conditional orders, working orders, histories, prices, positions again, latest
/// executions again. Not thread-safe.</summary>
internal sealed class BracketReader(ScopedAsker asker, AccountRequest request)
{
    private readonly HashSet<InstrumentId> _hasHistory = [];
    private bool _isWideRead;
    private bool _hasNoClasses;

    /// <summary>From when on executions are compared, a little before the reading began.</summary>
    internal DateTimeOffset Since { get; set; }

    /// <summary>When the reading began, in venue time or a little before.</summary>
    internal DateTimeOffset Begin { get; set; }

    /// <summary>Reads the whole account at once, as far as its venue can be asked so.</summary>
    internal async ValueTask<Bracket> ReadAllAsync(ReadRun run, Deadline deadline)
    {
        Bracket bracket = NewBracket();
        bool isFirst = !_isWideRead;
        _isWideRead = true;
        bracket.ExecutionsBefore = await KeepAsync(run, LatestExecutions, null, deadline).ConfigureAwait(false);
        bracket.Balances = await asker.AskAsync(Balances(), deadline, RequestPriority.Present).ConfigureAwait(false);
        run.Keep(bracket.Balances);
        bracket.First = await AskAsync(Positions, null, deadline).ConfigureAwait(false);
        run.Note(bracket.First);
        await OpenOrdersAsync(run, null, deadline).ConfigureAwait(false);
        if (isFirst)
        {
            await KeepAsync(run, OrderHistory, null, deadline).ConfigureAwait(false);
            if (!asker.IsRefused(LatestExecutions(null)))
            {
                await KeepAsync(run, Executions, null, deadline).ConfigureAwait(false);
            }

            await KeepAsync(run, Marks, null, deadline).ConfigureAwait(false);
        }

        if (!asker.IsRefused(LatestExecutions(null)) && !asker.IsRefused(Positions(null)))
        {
            bracket.Second = await AskAsync(Positions, null, deadline).ConfigureAwait(false);
            run.Note(bracket.Second);
            bracket.ExecutionsAfter = await KeepAsync(run, LatestExecutions, null, deadline).ConfigureAwait(false);
        }

        return bracket;
    }

    /// <summary>Reads some instruments. Their history is read once; it is the first look at their executions
    /// then.</summary>
    internal async ValueTask<Bracket> ReadAsync(
        ReadRun run, InstrumentId[] instruments, bool hasSpot, Deadline deadline)
    {
        Bracket bracket = NewBracket();
        InstrumentId[] fresh = [.. instruments.Where(_hasHistory.Add)];
        if (asker.IsRefused(OrderHistory(null)))
        {
            await KeepAsync(run, OrderHistory, fresh, deadline).ConfigureAwait(false);
        }

        bracket.ExecutionsBefore = await ExecutionsBeforeAsync(run, instruments, fresh, deadline)
            .ConfigureAwait(false);
        if (hasSpot)
        {
            run.Keep(await asker.AskAsync(Balances(), deadline, RequestPriority.Present).ConfigureAwait(false));
        }

        bracket.First = await AskAsync(Positions, instruments, deadline).ConfigureAwait(false);
        run.Note(bracket.First);
        await OpenOrdersAsync(run, instruments, deadline).ConfigureAwait(false);
        if (asker.IsRefused(Marks(null)))
        {
            await KeepAsync(run, Marks, fresh, deadline).ConfigureAwait(false);
        }

        bracket.Second = await AskAsync(Positions, instruments, deadline).ConfigureAwait(false);
        run.Note(bracket.Second);
        bracket.ExecutionsAfter = await KeepAsync(run, LatestExecutions, instruments, deadline).ConfigureAwait(false);
        return bracket;
    }

    private Bracket NewBracket() => new() { Since = Since, Begin = Begin };

    private async ValueTask<VenueAnswer[]> ExecutionsBeforeAsync(
        ReadRun run, InstrumentId[] instruments, InstrumentId[] fresh, Deadline deadline)
    {
        if (!asker.IsRefused(LatestExecutions(null)))
        {
            return await KeepAsync(run, LatestExecutions, instruments, deadline).ConfigureAwait(false);
        }

        VenueAnswer[] history = await KeepAsync(run, Executions, fresh, deadline).ConfigureAwait(false);
        InstrumentId[] others = [.. instruments.Except(fresh)];
        return [.. history, .. await KeepAsync(run, LatestExecutions, others, deadline).ConfigureAwait(false)];
    }

    /// <summary>Conditional orders before working ones: one that is triggered in between is in the second list.
    /// </summary>
    private async ValueTask OpenOrdersAsync(ReadRun run, InstrumentId[]? instruments, Deadline deadline)
    {
        if (!_hasNoClasses)
        {
            VenueAnswer[] conditional = await AskAsync(Conditional, instruments, deadline).ConfigureAwait(false);
            if (!Array.TrueForAll(conditional, static a => a.Coverage.Status == CoverageStatus.Unsupported))
            {
                run.Keep(conditional);
                await KeepAsync(run, Regular, instruments, deadline).ConfigureAwait(false);
                return;
            }
        }

        VenueAnswer[] all = await AskAsync(AnyClass, instruments, deadline).ConfigureAwait(false);
        _hasNoClasses |= Array.Exists(all, static a => a.Coverage.Status != CoverageStatus.Unsupported);
        run.Keep(all);
    }

    private async ValueTask<VenueAnswer[]> KeepAsync(
        ReadRun run, Func<InstrumentId?, VenueQuery> make, InstrumentId[]? instruments, Deadline deadline)
    {
        VenueAnswer[] answers = await AskAsync(make, instruments, deadline).ConfigureAwait(false);
        run.Keep(answers);
        return answers;
    }

    private ValueTask<VenueAnswer[]> AskAsync(
        Func<InstrumentId?, VenueQuery> make, InstrumentId[]? instruments, Deadline deadline)
    {
        // The latest executions are about now, although they are asked like a history.
        bool isHistory = make == OrderHistory || make == Executions;
        return asker.AskAsync(
            make, instruments, deadline, isHistory ? RequestPriority.History : RequestPriority.Present);
    }

    private FillsQuery LatestExecutions(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument, From = Since };

    private FillsQuery Executions(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument, From = request.From };

    private BalancesQuery Balances() => new() { Account = request.Account };

    private PositionsQuery Positions(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument };

    private OpenOrdersQuery Conditional(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument, Class = OrderClass.Conditional };

    private OpenOrdersQuery Regular(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument, Class = OrderClass.Regular };

    private OpenOrdersQuery AnyClass(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument };

    private OrderHistoryQuery OrderHistory(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument, From = request.From };

    private MarksQuery Marks(InstrumentId? instrument) =>
        new() { Account = request.Account, Instrument = instrument };
}

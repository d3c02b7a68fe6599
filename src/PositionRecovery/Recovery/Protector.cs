using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Sees to it that every position has the exits its strategy wants, once. One at a time.</summary>
internal sealed class Protector : IDisposable
{
    /// <summary>Canceling makes way for placing: what is decided after that is done at once, too.</summary>
    private const int MaxRounds = 3;

    private const int MaxParallel = 8; // instruments in which orders are sent at the same time

    /// <summary>How long a position that the engine keeps trading may stay unprotected.</summary>
    private static readonly TimeSpan Forbearance = TimeSpan.FromSeconds(30);

    private readonly RecoverySetup _setup;
    private readonly RecoveryOptions _options;
    private readonly StateManager _state;
    private readonly TradingGate _gate;
    private readonly StrategyCrew _crew;
    private readonly ProtectionWatch _watch;
    private readonly Finder _finder;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<AccountId, VenuePorts> _venues = [];
    private readonly MarkBook _marks;

    internal Protector(RecoveryParts parts, ILogger log)
    {
        _setup = parts.Setup;
        _marks = new MarkBook(parts.Clock);
        (_options, _state, _gate, _crew, _watch, _finder, _log) =
            (parts.Options, parts.State, parts.Gate, parts.Crew, parts.Watch, parts.Finder, log);
        foreach (VenuePorts venue in parts.Setup.Venues)
        {
            foreach (AccountId account in venue.Reports.Profile.Accounts)
            {
                _venues.Add(account, venue);
            }
        }
    }

    /// <summary>Takes the prices that venues told.</summary>
    internal void Learn(VenueSnapshot venue) => _marks.Learn(venue);

    /// <summary>Only looks, and measures what is unprotected.</summary>
    internal Task LookAsync(string correlation, CancellationToken cancellationToken) =>
        RunAsync(correlation, isPlacing: false, [], cancellationToken);

    /// <summary>Looks, and places and cancels what is to be placed and canceled.</summary>
    internal Task<IReadOnlyList<ExitReport>> ProtectAsync(string correlation, CancellationToken cancellationToken) =>
        RunAsync(correlation, isPlacing: true, [], cancellationToken);

    /// <summary>The same after a pass while the engine runs, as far as the options let it.</summary>
    internal Task<IReadOnlyList<ExitReport>> ProtectLaterAsync(
        string correlation, CancellationToken cancellationToken) =>
        RunAsync(correlation, _options.ProtectWhileRunning, [], cancellationToken);

    /// <summary>The same beside the engine: nothing is sent about positions it spoke of shortly before, unless they have
    /// been unprotected for long.</summary>
    internal async Task CheckAsync(string correlation, CancellationToken cancellationToken)
    {
        DateTimeOffset since = _setup.TimeProvider.GetUtcNow()
            - TimeSpan.FromMilliseconds(_options.Reconciliation.OpenCheckThresholdMs);
        await RunAsync(correlation, _options.ProtectWhileRunning, [.. _state.TouchedSince(since)], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Cancels what the options do not leave at the venue after an orderly stop.</summary>
    /// <returns>What could not be canceled for certain.</returns>
    internal async Task<IReadOnlyList<string>> CancelOnStopAsync(CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (OrderSnapshot order in _state.OrdersWhere(IsCancelledOnStop))
        {
            string? problem = DeskOf(order.Intent.Account) is { } desk
                ? await desk.CancelAsync(order, "the engine stops", cancellationToken).ConfigureAwait(false)
                : "its venue has no order gateway";
            if (problem is not null)
            {
                left.Add($"Order {order.Intent.Id} was to be canceled by the stop; {problem}.");
            }
        }

        return left;
    }

    public void Dispose() => _turn.Dispose();

    private bool IsCancelledOnStop(OrderSnapshot order)
    {
        bool isExit = order.Intent.IsReduceOnly || order.Intent.Action == OrderAction.Exit;
        return (isExit ? _options.CancelExitsOnStop : _options.CancelEntriesOnStop)
            && order is { Origin: OrderOrigin.Own, IsTerminal: false } && _venues.ContainsKey(order.Intent.Account);
    }

    private async Task<IReadOnlyList<ExitReport>> RunAsync(
        string correlation, bool isPlacing, HashSet<BookKey> busy, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reports = new List<ExitReport>();
            HashSet<BookKey> done = [];
            for (int round = 0; ; round++)
            {
                IReadOnlyList<(ExitSituation Situation, ExitProposal Proposal)> proposals =
                    await ProposeAsync(cancellationToken).ConfigureAwait(false);
                (ExitSituation Situation, ExitProposal Proposal)[] open =
                [
                    .. proposals.Where(p => p.Proposal.Decisions.Any(IsAction)
                        && !done.Contains(p.Situation.Position.Key.Book)
                        && (!busy.Contains(p.Situation.Position.Key.Book) || IsBareForLong(p.Situation.Position))),
                ];
                if (!isPlacing || open.Length == 0 || round == MaxRounds)
                {
                    HashSet<ClientOrderId?> told = [.. reports.Select(static r => r.Order)];
                    reports.AddRange(proposals.SelectMany(static p => ExitReports.Of(p.Situation, p.Proposal))
                        .Where(r => r.Order is null || !told.Contains(r.Order)));
                    return reports;
                }

                IReadOnlyList<ExitReport> acted = await ActAsync(open, correlation, cancellationToken)
                    .ConfigureAwait(false);
                reports.AddRange(acted);
                done.UnionWith(open.Select(static p => p.Situation.Position.Key.Book)
                    .Where(b => !acted.Any(r => r.Key.Book == b && r.Outcome == ExitOutcome.Cancelled)));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool IsAction(ExitDecision decision) =>
        decision.Kind is ExitDecisionKind.Place or ExitDecisionKind.Cancel;

    private bool IsBareForLong(PositionSnapshot position) => _watch.Open.Any(u => u.Key == position.Key
        && _setup.TimeProvider.GetUtcNow() - u.Since >= Forbearance);

    /// <summary>Asks every strategy what should protect its positions, and compares it with what works. Where an order
    /// depends on a price, it is a fresh one.</summary>
    private async Task<IReadOnlyList<(ExitSituation Situation, ExitProposal Proposal)>> ProposeAsync(
        CancellationToken cancellationToken)
    {
        CachedSnapshot now = await DefinedAsync(cancellationToken).ConfigureAwait(false);
        var proposals = await ProposeAsync(now, cancellationToken).ConfigureAwait(false);
        (AccountId Account, InstrumentId Instrument)[] wanting =
        [
            .. proposals.Where(static p => p.Situation is { Mark: null, IsFlat: false, Closable: not null }
                    && (p.Proposal.Protection.State is ProtectionState.Unprotected or ProtectionState.Undecided
                        || p.Proposal.Decisions.Any(static d => d.Kind == ExitDecisionKind.Place)))
                .Select(static p => (p.Situation.Position.Key.Account, p.Situation.Position.Key.Instrument)).Distinct(),
        ];
        if (await HearAsync(wanting, cancellationToken).ConfigureAwait(false))
        {
            proposals = await ProposeAsync(_state.Snapshot(), cancellationToken).ConfigureAwait(false);
        }

        _watch.Update([.. proposals.Where(static p => p.Proposal.Protection.State
                is ProtectionState.Unprotected or ProtectionState.Undecided or ProtectionState.Pending)
            .Select(static p => (p.Situation.Position, p.Proposal.Protection.Reason)),
            .. Strangers(now)
                .Select(static p => (p, "Its instrument is not known, so that no exit can be sized."))]);
        return proposals;
    }

    private async Task<IReadOnlyList<(ExitSituation Situation, ExitProposal Proposal)>> ProposeAsync(
        CachedSnapshot now, CancellationToken cancellationToken)
    {
        var survey = new ExitSurvey(now, _gate.State, _venues, _marks.Fresh(), _options,
            _setup.TimeProvider.GetUtcNow());
        var proposals = new List<(ExitSituation Situation, ExitProposal Proposal)>();
        foreach (StrategyHost host in _crew.Hosts)
        {
            ExitContext[] contexts = [.. survey.ContextsOf(host.Id)];
            IReadOnlyDictionary<PositionKey, ExitPlan> plans = await AskAsync(host, contexts, cancellationToken)
                .ConfigureAwait(false);
            foreach (PositionSnapshot position in survey.PositionsOf(host.Id))
            {
                ExitSituation situation = survey.SituationOf(
                    position, plans.GetValueOrDefault(position.Key) ?? Silent(host));
                proposals.Add((situation, ExitPlanner.Plan(situation)));
            }
        }

        return proposals;
    }

    /// <summary>Asks for prices: of each account at once where several are wanted.</summary>
    /// <returns>Whether some were told.</returns>
    private async Task<bool> HearAsync(
        (AccountId Account, InstrumentId Instrument)[] wanting, CancellationToken cancellationToken)
    {
        var heard = new List<VenueReport>();
        foreach (IGrouping<AccountId, InstrumentId> account in wanting.GroupBy(static w => w.Account, static w =>
            w.Instrument))
        {
            InstrumentId? only = account.Count() == 1 ? account.First() : null;
            VenueAnswer answer = await _finder.AskNowAsync(
                new MarksQuery { Account = account.Key, Instrument = only }, cancellationToken).ConfigureAwait(false);
            heard.AddRange(answer.Reports);
        }

        _marks.Learn(heard);
        return heard.Count > 0;
    }

    /// <summary>The state, with the definitions of all instruments that are held, as far as venues give them.</summary>
    private async Task<CachedSnapshot> DefinedAsync(CancellationToken cancellationToken)
    {
        CachedSnapshot now = _state.Snapshot();
        var learned = new List<ExecutionEvent>();
        foreach ((AccountId account, InstrumentId instrument) in Strangers(now)
            .Select(static p => (p.Key.Account, p.Key.Instrument)).Distinct())
        {
            VenueAnswer answer = await _finder.AskNowAsync(
                new InstrumentsQuery { Account = account, Instrument = instrument }, cancellationToken)
                .ConfigureAwait(false);
            learned.AddRange(answer.Reports.OfType<InstrumentReport>()
                .Where(r => r.Definition.Id == instrument).Take(1)
                .Select(r => new InstrumentDefinedEvent
                {
                    At = _setup.TimeProvider.GetUtcNow(), Definition = r.Definition,
                }));
        }

        if (learned.Count == 0)
        {
            return now;
        }

        await _state.ApplyAsync(learned, JournalActor.Library, cancellationToken).ConfigureAwait(false);
        return _state.Snapshot();
    }

    private IEnumerable<PositionSnapshot> Strangers(CachedSnapshot now)
    {
        HashSet<InstrumentId> known = [.. now.Instruments.Select(static i => i.Id)];
        return now.Positions.Where(p => p.Quantity != 0m && !known.Contains(p.Key.Instrument)
            && _venues.ContainsKey(p.Key.Account) && _crew.Hosts.Any(h => h.Id == p.Key.Strategy));
    }

    /// <summary>A strategy that does not answer leaves its exits as they are.</summary>
    private static ExitPlan Silent(StrategyHost host) =>
        ExitPlan.Undecided(host.Parked is { } reason ? $"the strategy is parked: {reason}"
            : "the strategy said nothing");

    private async Task<IReadOnlyDictionary<PositionKey, ExitPlan>> AskAsync(
        StrategyHost host, ExitContext[] contexts, CancellationToken cancellationToken)
    {
        if (contexts.Length == 0)
        {
            return FrozenDictionary<PositionKey, ExitPlan>.Empty;
        }

        HookOutcome<IReadOnlyDictionary<PositionKey, ExitPlan>> outcome =
            await host.CallAsync<IReadOnlyDictionary<PositionKey, ExitPlan>>(
                nameof(IRecoverableStrategy.PlanExits),
                _options.HookTimeout,
                (strategy, _) => ValueTask.FromResult<IReadOnlyDictionary<PositionKey, ExitPlan>>(
                    contexts.ToDictionary(
                        static c => c.Position.Key,
                        c => strategy.PlanExits(c) ?? ExitPlan.Undecided("PlanExits gave null"))),
                cancellationToken).ConfigureAwait(false);
        if (outcome.Problem is { } problem)
        {
            Log.StrategyParked(_log, _setup.Trader.Value, host.Id.Value, problem);
        }

        return outcome.Value ?? FrozenDictionary<PositionKey, ExitPlan>.Empty;
    }

    /// <summary>Carries decisions out: one order at a time in an instrument, several instruments beside each other.
    /// </summary>
    private async Task<IReadOnlyList<ExitReport>> ActAsync(
        (ExitSituation Situation, ExitProposal Proposal)[] open, string correlation,
            CancellationToken cancellationToken)
    {
        using var room = new SemaphoreSlim(MaxParallel, MaxParallel);
        IReadOnlyList<ExitReport>[] all = await Task.WhenAll(open
            .GroupBy(static p => (p.Situation.Position.Key.Account, p.Situation.Position.Key.Instrument))
            .Select(async group =>
            {
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    var reports = new List<ExitReport>();
                    foreach ((ExitSituation situation, ExitProposal proposal) in group)
                    {
                        reports.AddRange(await PlaceAsync(situation, proposal, cancellationToken)
                            .ConfigureAwait(false));
                    }

                    return (IReadOnlyList<ExitReport>)reports;
                }
                finally
                {
                    room.Release();
                }
            })).ConfigureAwait(false);
        ExitReport[] reports = [.. all.SelectMany(static r => r)];
        foreach (ExitReport report in reports)
        {
            RecoveryMetrics.Exits.Add(1, new KeyValuePair<string, object?>("outcome", report.Outcome.ToString()));
            Log.Exit(
                _log, correlation, report.Order?.Value ?? "-", report.Outcome.ToString(), report.Explanation);
        }

        return reports;
    }

    private Task<IReadOnlyList<ExitReport>> PlaceAsync(
        ExitSituation situation, ExitProposal proposal, CancellationToken cancellationToken) => new ExitPlacer(
            _state, _finder.AskNowAsync, DeskOf(situation.Position.Key.Account), _setup.TimeProvider)
            .RunAsync(situation, proposal, cancellationToken);

    private OrderDesk? DeskOf(AccountId account) => _venues[account].Orders is { } orders
        ? new OrderDesk(_state, orders, _finder.AskNowAsync, _options.SubmitTimeout, _setup.TimeProvider)
        : null;
}

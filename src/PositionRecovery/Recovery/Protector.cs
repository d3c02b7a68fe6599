using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Sees to it that every position has the exits its strategy wants, once. One at a time.</summary>
internal sealed class Protector : IDisposable
{
    /// <summary>Canceling makes way for placing: what is decided after that is done at once, too.</summary>
    private const int MaxRounds = 3;

    private const int MaxParallel = 8; // instruments in which orders are sent at the same time

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
    private readonly MarkBook _marks = new();

    internal Protector(RecoveryParts parts, ILogger log)
    {
        _setup = parts.Setup;
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

    /// <summary>The same beside the engine: positions it spoke of shortly before are left alone.</summary>
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
                    await ProposeAsync(busy, cancellationToken).ConfigureAwait(false);
                (ExitSituation Situation, ExitProposal Proposal)[] open =
                [
                    .. proposals.Where(p => p.Proposal.Decisions.Any(IsAction)
                        && !done.Contains(p.Situation.Position.Key.Book)),
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

    /// <summary>Asks every strategy what should protect its positions, and compares it with what works.</summary>
    private async Task<IReadOnlyList<(ExitSituation Situation, ExitProposal Proposal)>> ProposeAsync(
        HashSet<BookKey> busy, CancellationToken cancellationToken)
    {
        CachedSnapshot now = await DefinedAsync(cancellationToken).ConfigureAwait(false);
        var survey = new ExitSurvey(now, _gate.State, _venues, _marks.Copy(), _options,
            _setup.TimeProvider.GetUtcNow());
        var proposals = new List<(ExitSituation Situation, ExitProposal Proposal)>();
        var unprotected = new List<(PositionSnapshot Position, string Reason)>();
        foreach (StrategyHost host in _crew.Hosts)
        {
            ExitContext[] contexts = [.. survey.ContextsOf(host.Id, busy)];
            IReadOnlyDictionary<PositionKey, ExitPlan> plans = await AskAsync(host, contexts, cancellationToken)
                .ConfigureAwait(false);
            foreach (PositionSnapshot position in survey.PositionsOf(host.Id, busy))
            {
                ExitSituation situation = survey.SituationOf(
                    position, plans.GetValueOrDefault(position.Key) ?? Silent(host));
                ExitProposal proposal = ExitPlanner.Plan(situation);
                proposals.Add((situation, proposal));
                if (proposal.Protection.State
                    is ProtectionState.Unprotected or ProtectionState.Undecided or ProtectionState.Pending)
                {
                    unprotected.Add((position, proposal.Protection.Reason));
                }
            }
        }

        unprotected.AddRange(Strangers(now).Where(p => !busy.Contains(p.Key.Book))
            .Select(static p => (p, "Its instrument is not known, so that no exit can be sized.")));
        _watch.Update(unprotected, key => !busy.Contains(key.Book));
        return proposals;
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

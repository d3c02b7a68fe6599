using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Asks strategies what should protect their positions, compares it with what works, and measures what lacks.
/// </summary>
internal sealed class ExitProposer
{
    private readonly TraderId _trader;
    private readonly TimeProvider _clock;
    private readonly RecoveryOptions _options;
    private readonly StateManager _state;
    private readonly TradingGate _gate;
    private readonly StrategyCrew _crew;
    private readonly ProtectionWatch _watch;
    private readonly Finder _finder;
    private readonly ILogger _log;
    private readonly IReadOnlyDictionary<AccountId, VenuePorts> _venues;
    private readonly MarkBook _marks;

    internal ExitProposer(RecoveryParts parts, IReadOnlyDictionary<AccountId, VenuePorts> venues, ILogger log)
    {
        (_trader, _clock, _venues, _log) = (parts.Setup.Trader, parts.Clock, venues, log);
        (_options, _state, _gate, _crew, _watch, _finder) =
            (parts.Options, parts.State, parts.Gate, parts.Crew, parts.Watch, parts.Finder);
        _marks = new MarkBook(parts.Clock);
    }

    /// <summary>Takes the prices that venues told.</summary>
    internal void Learn(VenueSnapshot venue) => _marks.Learn(venue);

    /// <summary>Asks every strategy what should protect its positions, and compares it with what works. Where an order
    /// depends on a price, it is a fresh one.</summary>
    internal async Task<IReadOnlyList<(ExitSituation Situation, ExitProposal Proposal)>> ProposeAsync(
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
            _clock.GetUtcNow());
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
                    At = _clock.GetUtcNow(), Definition = r.Definition,
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
            Log.StrategyParked(_log, _trader.Value, host.Id.Value, problem);
        }

        return outcome.Value ?? FrozenDictionary<PositionKey, ExitPlan>.Empty;
    }
}

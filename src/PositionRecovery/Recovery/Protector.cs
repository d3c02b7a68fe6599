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
    private readonly ProtectionWatch _watch;
    private readonly Finder _finder;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<AccountId, VenuePorts> _venues = [];
    private readonly ExitProposer _proposer;

    internal Protector(RecoveryParts parts, ILogger log)
    {
        _setup = parts.Setup;
        (_options, _state, _watch, _finder, _log) = (parts.Options, parts.State, parts.Watch, parts.Finder, log);
        foreach (VenuePorts venue in parts.Setup.Venues)
        {
            foreach (AccountId account in venue.Reports.Profile.Accounts)
            {
                _venues.Add(account, venue);
            }
        }

        _proposer = new ExitProposer(parts, _venues, log);
    }

    /// <summary>Takes the prices that venues told.</summary>
    internal void Learn(VenueSnapshot venue) => _proposer.Learn(venue);

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

    /// <summary>The same beside the engine: nothing is sent about positions it spoke of shortly before, unless they
    /// have been unprotected for long.</summary>
    internal async Task CheckAsync(string correlation, CancellationToken cancellationToken)
    {
        DateTimeOffset since = new SteadyClock(_setup.TimeProvider).GetUtcNow()
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
                    await _proposer.ProposeAsync(cancellationToken).ConfigureAwait(false);
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

    private bool IsBareForLong(PositionSnapshot position) => _watch.BareFor(position.Key) >= Forbearance;

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

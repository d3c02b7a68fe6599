using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Sees to it that every position has the exits its strategy wants, once. One at a time.</summary>
internal sealed class Protector : IDisposable
{
    /// <summary>Canceling makes way for placing: what is decided after that is done at once, too.</summary>
    private const int MaxRounds = 3;

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
    private readonly Dictionary<(AccountId, InstrumentId), decimal> _marks = [];
    private readonly Lock _lock = new();

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
    internal void Learn(VenueSnapshot venue)
    {
        lock (_lock)
        {
            foreach (VenueReport report in venue.Answers.SelectMany(static a => a.Reports))
            {
                switch (report)
                {
                    case PositionReport { MarkPrice: > 0m } r:
                        _marks[(r.Account, r.Instrument)] = r.MarkPrice.Value;
                        break;
                    case MarkReport { Mark: > 0m } r:
                        _marks[(r.Account, r.Instrument)] = r.Mark.Value;
                        break;
                    default:
                        break;
                }
            }
        }
    }

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

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<ExitReport>> RunAsync(
        string correlation, bool isPlacing, HashSet<BookKey> busy, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reports = new List<ExitReport>();
            for (int round = 0; ; round++)
            {
                IReadOnlyList<(ExitSituation Situation, ExitProposal Proposal)> proposals =
                    await ProposeAsync(busy, cancellationToken).ConfigureAwait(false);
                (ExitSituation Situation, ExitProposal Proposal)[] open =
                    [.. proposals.Where(static p => p.Proposal.Decisions.Any(IsAction))];
                if (!isPlacing || open.Length == 0 || round == MaxRounds)
                {
                    reports.AddRange(proposals.SelectMany(static p => ExitReports.Of(p.Situation, p.Proposal)));
                    return reports;
                }

                IReadOnlyList<ExitReport> done = await ActAsync(open, correlation, cancellationToken)
                    .ConfigureAwait(false);
                reports.AddRange(done);
                busy = [.. busy, .. open.Select(static p => p.Situation.Position.Key.Book)
                    .Where(b => !done.Any(d => d.Key.Book == b && d.Outcome == ExitOutcome.Cancelled))];
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool IsAction(ExitDecision decision) =>
        decision.Kind is ExitDecisionKind.Place or ExitDecisionKind.Cancel;
}

using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Tells of one run: to whoever watches, to the log, to meters and traces, and keeps what the journal and the
/// report get.</summary>
internal sealed class RunLog(string correlation, RecoveryFeed feed, TimeProvider clock, ILogger log)
{
    private readonly List<PhaseTiming> _phases = [];
    private readonly List<string> _problems = [];
    private readonly List<RecoveryAdvancedEvent> _unwritten = [];
    private readonly long _begun = clock.GetTimestamp();
    private readonly Lock _lock = new();
    private long _phaseBegun = clock.GetTimestamp();

    internal string Correlation { get; } = correlation;

    internal ILogger Logger { get; } = log;

    internal DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    internal TimeSpan Elapsed => clock.GetElapsedTime(_begun);

    internal RecoveryPhase Phase { get; private set; }

    internal IReadOnlyList<PhaseTiming> Phases => [.. _phases];

    internal IReadOnlyList<string> Problems
    {
        get
        {
            lock (_lock)
            {
                return [.. _problems];
            }
        }
    }

    internal IDisposable? Begin(RecoveryPhase phase, string message)
    {
        Phase = phase;
        _phaseBegun = clock.GetTimestamp();
        Log.PhaseBegan(Logger, Correlation, phase);
        Tell(message, null, null, Severity.Info);
        System.Diagnostics.Activity? activity = RecoveryMetrics.Activities.StartActivity($"recovery {phase}");
        activity?.SetTag("correlation", Correlation);
        return activity;
    }

    internal void Progress(string message, double? progress) => Tell(message, progress, null, Severity.Info);

    internal void End(string message)
    {
        TimeSpan took = clock.GetElapsedTime(_phaseBegun);
        Log.PhaseEnded(Logger, Correlation, Phase, took.TotalSeconds, message);
        Keep(message, took);
        Tell(message, 1, took, Severity.Info);
    }

    internal void Fail(string message, Exception? failure)
    {
        TimeSpan took = clock.GetElapsedTime(_phaseBegun);
        Log.PhaseFailed(Logger, Correlation, Phase, took.TotalSeconds, message, failure);
        Keep(message, took);
        Tell(message, null, took, Severity.Critical);
    }

    internal void Problem(string problem)
    {
        lock (_lock)
        {
            if (_problems.Contains(problem))
            {
                return;
            }

            _problems.Add(problem);
        }

        Log.RecoveryProblem(Logger, Correlation, problem);
        Tell(problem, null, null, Severity.Warning);
    }

    internal void Parked(StrategyId strategy, string problem)
    {
        Log.StrategyParked(Logger, Correlation, strategy.Value, problem);
        Problem($"Strategy '{strategy}' is parked: {problem}.");
    }

    internal void Tell(ReconciliationPlan plan)
    {
        foreach (Discrepancy difference in plan.Diff)
        {
            RecoveryMetrics.Differences.Add(1, new KeyValuePair<string, object?>("kind", difference.Kind.ToString()));
            if (difference.Severity == Severity.Critical)
            {
                Log.CriticalDifference(Logger, Correlation, difference.Kind.ToString(), difference.Explanation);
            }
            else
            {
                Log.Difference(Logger, Correlation, difference.Kind.ToString(), difference.Explanation);
            }
        }
    }

    /// <summary>Entries for the journal since this was last asked.</summary>
    internal IReadOnlyList<ExecutionEvent> TakeEntries()
    {
        ExecutionEvent[] entries = [.. _unwritten];
        _unwritten.Clear();
        return entries;
    }

    private void Keep(string message, TimeSpan took)
    {
        _phases.Add(new PhaseTiming(Phase, took, message));
        RecoveryMetrics.PhaseSeconds.Record(
            took.TotalSeconds, new KeyValuePair<string, object?>("phase", Phase.ToString()));
        _unwritten.Add(new RecoveryAdvancedEvent
        {
            At = clock.GetUtcNow(),
            Correlation = Correlation,
            Phase = Phase,
            Message = Bounded(message),
            Duration = took,
        });
    }

    private void Tell(string message, double? progress, TimeSpan? took, Severity severity) => feed.Tell(
        new RecoveryEvent
        {
            At = clock.GetUtcNow(),
            Phase = Phase == RecoveryPhase.Unknown ? RecoveryPhase.Waiting : Phase,
            Correlation = Correlation,
            Message = Bounded(message),
            Progress = progress,
            Duration = took,
            Severity = severity,
        });

    private static string Bounded(string message) =>
        message.Length <= Guard.MaxText ? message : message[..(Guard.MaxText - 1)] + "…";
}

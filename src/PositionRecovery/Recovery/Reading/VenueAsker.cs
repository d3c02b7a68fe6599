using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace PositionRecovery;

/// <summary>Asks one venue: within its request budget, each attempt with a time-out, again after transient failures,
/// and not at all for a while when nothing gets through. What comes back is checked as if it came from an enemy.
/// Trouble with the venue is a failed answer and never an exception. Thread-safe.</summary>
internal sealed class VenueAsker
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromDays(7);
    private static readonly ResiliencePropertyKey<VenueQuery> Query = new("query");

    private readonly IVenueReportProvider _provider;
    private readonly TimeProvider _clock;
    private readonly SteadyClock _steady;
    private readonly ReadLimits _limits;
    private readonly Func<double>? _jitter;
    private readonly RequestBudget _budget;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline<VenueAnswer> _again;
    private readonly ResiliencePipeline<VenueAnswer> _once;
    private long _asked;
    private long _failed;
    private long _requests;
    private long _retried;
    private long _openUntil = long.MinValue;

    /// <param name="provider">The venue.</param>
    /// <param name="clock">Drives every wait.</param>
    /// <param name="limits">The limits; <see cref="ReadLimits.Default"/> by default.</param>
    /// <param name="jitter">Gives numbers from 0 up to 1 that spread retries; <c>null</c> to derive them from the query
    /// and the attempt, so that nothing is random.</param>
    internal VenueAsker(
        IVenueReportProvider provider, TimeProvider clock, ReadLimits? limits = null, Func<double>? jitter = null)
    {
        _provider = provider;
        _clock = clock;
        _steady = new SteadyClock(clock);
        _limits = limits ?? ReadLimits.Default;
        _jitter = jitter;
        Profile = provider.Profile;
        _budget = new RequestBudget(clock, _limits, Profile.MaxParallelQueries);
        _again = Again();
        _once = Once();
    }

    internal VenueProfile Profile { get; }

    /// <summary>How many queries were asked.</summary>
    internal long Asked => Interlocked.Read(ref _asked);

    /// <summary>How many of them were not answered.</summary>
    internal long Failed => Interlocked.Read(ref _failed);

    /// <summary>How many requests that took.</summary>
    internal long Requests => Interlocked.Read(ref _requests);

    /// <summary>How many requests were repetitions.</summary>
    internal long Retried => Interlocked.Read(ref _retried);

    /// <summary>Until when the venue asked to be left alone; <c>null</c> when it did not.</summary>
    internal DateTimeOffset? PausedUntil => _budget.PausedUntil;

    /// <summary>Whether the venue is left alone because nothing got through.</summary>
    internal bool IsCircuitOpen => Interlocked.Read(ref _openUntil) > _clock.GetTimestamp();

    /// <summary>Asks, in the class that fits the query.</summary>
    internal ValueTask<VenueAnswer> AskAsync(VenueQuery query, CancellationToken cancellationToken) =>
        AskAsync(query, RequestClass.Of(query), cancellationToken);

    /// <summary>Asks.</summary>
    /// <returns>The venue's answer, or a failed one that says why.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async ValueTask<VenueAnswer> AskAsync(
        VenueQuery query, RequestClass sort, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        VenueAnswer answer = await TryAsync(query, sort, cancellationToken).ConfigureAwait(false);
        if (answer.Coverage.Status == CoverageStatus.Failed)
        {
            Interlocked.Increment(ref _failed);
        }

        return answer;
    }

    private async ValueTask<VenueAnswer> TryAsync(VenueQuery query, RequestClass sort, CancellationToken token)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, token);
        context.Properties.Set(Query, query);
        try
        {
            VenueAnswer answer = await _again.ExecuteAsync(
                static (context, asked) => asked.Asker.AttemptAsync(context, asked.Query, asked.Sort),
                context,
                (Asker: this, Query: query, Sort: sort)).ConfigureAwait(false);
            return AnswerChecks.Fault(query, answer, _clock.GetUtcNow(), _limits) is { } fault
                ? VenueAnswer.Failed(query, ReadWords.Bounded($"the answer is not used: {fault}"))
                : answer;
        }
        catch (Exception thrown) when (thrown is VenueException or ExecutionRejectedException)
        {
            return VenueAnswer.Failed(query, Words(query, thrown));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<VenueAnswer> AttemptAsync(ResilienceContext context, VenueQuery query, RequestClass sort)
    {
        ThrowIfOpen();
        RequestSlot slot = await _budget.TakeAsync(sort, context.CancellationToken).ConfigureAwait(false);
        var request = new PendingRequest(slot);
        try
        {
            Interlocked.Increment(ref _requests);
            return await _once.ExecuteAsync(
                static (context, asked) => asked.Asker.RequestAsync(asked.Query, asked.Request, context),
                context,
                (Asker: this, Query: query, Request: request)).ConfigureAwait(false);
        }
        finally
        {
            request.End(_limits.QueryTimeout, _clock);
            NoteCircuit();
        }
    }

    private async ValueTask<VenueAnswer> RequestAsync(
        VenueQuery query, PendingRequest pending, ResilienceContext context)
    {
        CancellationToken token = context.CancellationToken;
        try
        {
            pending.Request = _provider.QueryAsync(query, token).AsTask();
            return await pending.Request.WaitAsync(token).ConfigureAwait(false);
        }
        catch (VenueException thrown)
        {
            if (thrown.RetryAfter is { } span && span > TimeSpan.Zero)
            {
                _budget.Pause(span < MaxPause ? span : MaxPause);
            }

            throw;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception thrown)
        {
            // Its message may hold an address with a signature in it; its type cannot.
            throw new VenueException(
                $"the provider failed with {thrown.GetType().Name}",
                isTransient: thrown is TimeoutException or OperationCanceledException,
                thrown);
        }
    }

    private ResiliencePipeline<VenueAnswer> Again()
    {
        var builder = new ResiliencePipelineBuilder<VenueAnswer> { TimeProvider = _steady };
        if (_limits.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<VenueAnswer>
            {
                MaxRetryAttempts = _limits.Attempts - 1,
                ShouldHandle = static args => ValueTask.FromResult(
                    args.Outcome.Exception is TimeoutRejectedException or VenueException { IsTransient: true }),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Delay(args)),
                OnRetry = _ =>
                {
                    Interlocked.Increment(ref _retried);
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private ResiliencePipeline<VenueAnswer> Once() =>
        new ResiliencePipelineBuilder<VenueAnswer> { TimeProvider = _steady }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<VenueAnswer>
            {
                FailureRatio = _limits.BreakerFailureRatio,
                MinimumThroughput = _limits.BreakerMinimumAttempts,
                SamplingDuration = _limits.BreakerSampling,
                BreakDuration = _limits.BreakDuration,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception
                    is TimeoutRejectedException or VenueException { IsTransient: true, RetryAfter: null }),
                StateProvider = _circuit,
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = args => ValueTask.FromResult(Timeout(QueryOf(args.Context))),
            })
            .Build();

    private TimeSpan Timeout(VenueQuery query) =>
        query is FillsQuery or OrderHistoryQuery or CashFlowsQuery ? _limits.HistoryTimeout : _limits.QueryTimeout;

    /// <summary>Half of the wait is certain, the other half is spread, so that queries that failed together do not come
    /// back together. Where the venue named a time, the pause for all is the wait.</summary>
    private TimeSpan Delay(RetryDelayGeneratorArguments<VenueAnswer> args)
    {
        if (args.Outcome.Exception is VenueException { RetryAfter: not null })
        {
            return TimeSpan.Zero;
        }

        TimeSpan delay = _limits.RetryDelay * Math.Pow(2, Math.Min(args.AttemptNumber, 20));
        delay = delay < _limits.MaxRetryDelay ? delay : _limits.MaxRetryDelay;
        double spread = _jitter?.Invoke()
            ?? ReadWords.Spread(QueryOf(args.Context), args.AttemptNumber);
        return delay * (0.5 + (0.5 * Math.Clamp(spread, 0.0, 1.0)));
    }

    private static VenueQuery QueryOf(ResilienceContext context) => context.Properties.GetValue(Query, null!);

    private void ThrowIfOpen()
    {
        if (IsCircuitOpen)
        {
            throw new BrokenCircuitException();
        }
    }

    /// <summary>Keeps until when the circuit is open, so that nobody queues for it meanwhile. (Its own callbacks would
    /// run in another thread.)</summary>
    private void NoteCircuit()
    {
        if (_circuit.CircuitState == CircuitState.Closed)
        {
            Interlocked.Exchange(ref _openUntil, long.MinValue);
        }
        else if (_circuit.CircuitState == CircuitState.Open && !IsCircuitOpen)
        {
            long span = (long)(_limits.BreakDuration.TotalSeconds * _clock.TimestampFrequency);
            Interlocked.Exchange(ref _openUntil, _clock.GetTimestamp() + span);
        }
    }

    private string Words(VenueQuery query, Exception thrown) => thrown switch
    {
        TimeoutRejectedException => $"no answer within {Timeout(query)}, tried {_limits.Attempts} times",
        BrokenCircuitException => "the venue is left alone for a while, because nothing got through",
        _ => ReadWords.Bounded(thrown.Message),
    };
}

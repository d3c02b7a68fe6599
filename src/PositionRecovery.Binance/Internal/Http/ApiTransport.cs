using System.Net;
using Polly;
using Polly.Retry;

namespace PositionRecovery.Binance;

/// <summary>The one way to the venue. Thread-safe.</summary>
/// <remarks>
/// What is retried here, and what is not. A read is sent once more after trouble on the way, because one query of the
/// library may be many pages, and asking it again asks them all again; also once more when its time stamp was refused,
/// after the clocks were compared. Everything beyond that (more attempts, a circuit breaker, sitting out pauses) is
/// done by the library for a whole query, and a second one of each here would multiply the attempts. An order, and a
/// cancellation, is never sent twice.
/// </remarks>
#pragma warning disable CA1001 // The semaphore makes no wait handle, so there is nothing to release.
internal sealed class ApiTransport : IApiTransport
#pragma warning restore CA1001
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan GoodRoundTrip = TimeSpan.FromSeconds(1);

    private readonly BinanceOptions _options;
    private readonly string _address;
    private readonly string _keyAddress;
    private readonly TimeProvider _clock;
    private readonly RequestBudget _budget;
    private readonly ServerClock _serverClock;
    private readonly KeyCheck _keyCheck;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly ResiliencePipeline<ApiReply> _again;
    private readonly CallComposer _composer;
    private readonly CallSender _sender;

    /// <exception cref="ArgumentException">The key or its secret is of no form that is known.</exception>
    internal ApiTransport(BinanceOptions options)
    {
        _options = options;
        _clock = options.TimeProvider;
        _address = Addresses.Of(options);
        _keyAddress = Addresses.OfKeyCheck(options) ?? _address;
        _budget = BudgetPools.Of(options);
        _serverClock = new ServerClock(_clock);
        _keyCheck = new KeyCheck(options, (request, stop) => OnceAsync(request, _keyAddress, stop));
        _composer = new CallComposer(options, _serverClock);
        _sender = new CallSender(options, _serverClock);
        _again = new ResiliencePipelineBuilder<ApiReply> { TimeProvider = _clock }
            .AddRetry(new RetryStrategyOptions<ApiReply>
            {
                MaxRetryAttempts = 1,
                ShouldHandle = static args => ValueTask.FromResult(IsWorthAnother(args.Outcome.Exception)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Delay(args.Outcome.Exception)),
            })
            .Build();
    }

    /// <inheritdoc/>
    public DateTimeOffset ServerNow => _serverClock.Now;

    /// <inheritdoc/>
    public async ValueTask<ApiReply> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.SendBefore is not { } deadline)
        {
            return await RepeatAsync(request, cancellationToken).ConfigureAwait(false);
        }

        TimeSpan left = deadline - _clock.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            throw Failures.TooLate(request);
        }

        // It ends the waiting for the budget, not that for the answer: what has left is waited for.
        using var late = new CancellationTokenSource(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1), _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        BudgetSlot slot;
        try
        {
            await PrepareAsync(stop.Token).ConfigureAwait(false);
            slot = await _budget.TakeAsync(CostOf(request), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.TooLate(request);
        }

        return await SendAsync(request, slot, _address, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<ApiReply> RepeatAsync(ApiRequest request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Get
            ? _again.ExecuteAsync(
                static (work, stop) => work.Transport.PreparedAsync(work.Request, stop),
                (Transport: this, Request: request),
                cancellationToken)
            : PreparedAsync(request, cancellationToken);

    private async ValueTask<ApiReply> PreparedAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Security == ApiSecurity.Signed)
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return await OnceAsync(request, _address, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiReply> OnceAsync(
        ApiRequest request, string address, CancellationToken cancellationToken)
    {
        BudgetSlot slot = await _budget.TakeAsync(CostOf(request), cancellationToken).ConfigureAwait(false);
        return await SendAsync(request, slot, address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Before the first signed call, and now and then: whose clock is right, and what the key may
    /// do.</summary>
    private async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (_serverClock.IsStale || !_keyCheck.IsSettled)
        {
            await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await CompareClocksAsync(cancellationToken).ConfigureAwait(false);
                await _keyCheck.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException failed)
            {
                // Whatever became of the question, what was to follow it has not left.
                throw new ApiException(failed.Message)
                {
                    Kind = ErrorKind.NotSent,
                    Execution = ExecutionKnowledge.NotExecuted,
                    IsTransient = failed.IsTransient,
                    RetryAfter = failed.RetryAfter,
                };
            }
            finally
            {
                _preparing.Release();
            }
        }

        if (_keyCheck.Refusal is { } refusal)
        {
            throw new ApiException($"{_options.Account}: nothing is sent, because {refusal}.")
            {
                Kind = ErrorKind.Key,
                Execution = ExecutionKnowledge.NotExecuted,
            };
        }
    }

    /// <summary>Half of the way there and back is not known, so a slow answer is asked for again.</summary>
    private async ValueTask CompareClocksAsync(CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Method = HttpMethod.Get,
            Path = Addresses.Root(_options.Product) + "/time",
            Security = ApiSecurity.Public,
            Weight = 1,
        };
        bool wasMeasured = _serverClock.IsMeasured;
        for (int i = 0; i < 3 && _serverClock.IsStale; i++)
        {
            try
            {
                BudgetSlot slot = await _budget.TakeAsync(CostOf(request), cancellationToken).ConfigureAwait(false);
                long sent = _clock.GetTimestamp();
                ApiReply reply = await SendAsync(request, slot, _address, cancellationToken).ConfigureAwait(false);
                if (i == 2 || _clock.GetElapsedTime(sent) <= GoodRoundTrip)
                {
                    _serverClock.Set(Replies.ServerTime(request, reply.Body), sent);
                }
            }
            catch (ApiException) when (wasMeasured)
            {
                return; // the old measurement is better than none; the next call asks again
            }
        }
    }

    private async ValueTask<ApiReply> SendAsync(
        ApiRequest request, BudgetSlot slot, string address, CancellationToken cancellationToken)
    {
        bool isAnswered = false;
        DateTimeOffset asOf = ServerNow;
        try
        {
            using SignedCall call = _composer.Compose(request, address);
            HttpReply reply = await _sender.SendAsync(request, call, cancellationToken).ConfigureAwait(false);
            isAnswered = true;
            Note(request, reply);
            return reply.Status == HttpStatusCode.OK && !Failures.IsInDisguise(reply.Body)
                ? new ApiReply(reply.Body, asOf)
                : throw Refused(request, reply, call);
        }
        finally
        {
            _budget.End(slot, isAnswered);
        }
    }

    private void Note(ApiRequest request, HttpReply reply)
    {
        if (request.Path.StartsWith("/sapi/", StringComparison.Ordinal))
        {
            return; // has limits of its own
        }

        // Known to be off there.
        bool isOff = request.Path.StartsWith("/fapi/", StringComparison.Ordinal)
            && (request.Path.EndsWith("/ticker/bookTicker", StringComparison.Ordinal)
                || request.Path.EndsWith("/v2/ticker/price", StringComparison.Ordinal));
        foreach ((RateLimitKind kind, TimeSpan span, int used) in reply.Used)
        {
            if (!isOff || kind != RateLimitKind.Weight)
            {
                _budget.Learn(kind, span, used);
            }
        }

        if (reply.Status == HttpStatusCode.OK)
        {
            _budget.Relax();
            if (request.Path.EndsWith("/exchangeInfo", StringComparison.Ordinal))
            {
                _budget.Learn(RateLimits.Read(reply.Body.Span));
            }
        }
    }

    private ApiException Refused(ApiRequest request, HttpReply reply, SignedCall call)
    {
        ApiException failure = Failures.Of(
            _options.Product, request, reply.Status, reply.Body, reply.ToldToWait, ServerNow, call.Secrets);
        if (failure.Kind == ErrorKind.Clock)
        {
            _serverClock.Doubt();
        }

        bool isBan = (int)reply.Status == 418;
        if (!isBan && (int)reply.Status != 429 && failure.Code != -1003)
        {
            return failure;
        }

        TimeSpan pause = _budget.Pause(
            failure.RetryAfter, isBan ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(5));
        return new ApiException(failure.Message)
        {
            Status = failure.Status,
            Code = failure.Code,
            Kind = failure.Kind,
            IsTransient = true,
            Execution = failure.Execution,
            RetryAfter = pause,
        };
    }

    private RequestCost CostOf(ApiRequest request) =>
        new(request.Weight, request.OrderCount, _options.MaxWeightShare, request.Method != HttpMethod.Get);

    private static bool IsWorthAnother(Exception? thrown) => thrown is ApiException
    {
        IsTransient: true, RetryAfter: null, Kind: ErrorKind.Clock or ErrorKind.Other or ErrorKind.NotSent,
    };

    /// <summary>Those that failed together do not come back together. Nothing is random: the clock spreads
    /// them.</summary>
    private TimeSpan Delay(Exception? thrown) => thrown is ApiException { Kind: ErrorKind.Clock }
        ? TimeSpan.Zero
        : RetryDelay * (1 + (_clock.GetTimestamp() % 1_000 / 1_000.0));
}

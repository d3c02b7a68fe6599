using System.Net;
using System.Text;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace PositionRecovery.Binance;

/// <summary>The one way to the venue. Thread-safe.</summary>
/// <remarks>
/// What is retried here, and what is not. A read is sent once more after trouble on the way, because one query of the
/// library may be many pages, and asking it again asks them all again; also once more when its time stamp was refused,
/// after the clocks were compared. Everything beyond that (more attempts, a circuit breaker, sitting out pauses) is done
/// by the library for a whole query, and a second one of each here would multiply the attempts. An order, and a
/// cancellation, is never sent twice.
/// </remarks>
#pragma warning disable CA1001 // The semaphore makes no wait handle, so there is nothing to release.
internal sealed class ApiTransport : IApiTransport
#pragma warning restore CA1001
{
    private const int MaxErrorBytes = 64 * 1024;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan GoodRoundTrip = TimeSpan.FromSeconds(1);

    private readonly BinanceOptions _options;
    private readonly string _address;
    private readonly string _keyAddress;
    private readonly ISigner _signer;
    private readonly TimeProvider _clock;
    private readonly RequestBudget _budget;
    private readonly ServerClock _serverClock;
    private readonly KeyCheck _keyCheck;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly ResiliencePipeline<ApiReply> _again;
    private readonly ResiliencePipeline<HttpReply> _once;

    /// <exception cref="ArgumentException">The key or its secret is of no form that is known.</exception>
    internal ApiTransport(BinanceOptions options)
    {
        _options = options;
        _clock = options.TimeProvider;
        _address = Addresses.Of(options);
        _keyAddress = Addresses.OfKeyCheck(options) ?? _address;
        _signer = Signers.Of(options.ApiSecret);
        _ = KeyHeader.Of(options.ApiKey);
        _budget = BudgetPools.Of(options);
        _serverClock = new ServerClock(_clock);
        _keyCheck = new KeyCheck(options, (request, stop) => OnceAsync(request, _keyAddress, stop));
        _once = new ResiliencePipelineBuilder<HttpReply> { TimeProvider = _clock }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RequestTimeout })
            .Build();
        _again = new ResiliencePipelineBuilder<ApiReply> { TimeProvider = _clock }
            .AddRetry(new RetryStrategyOptions<ApiReply>
            {
                MaxRetryAttempts = 1,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is ApiException
                    { IsTransient: true, RetryAfter: null, Kind: ErrorKind.Clock or ErrorKind.Other or ErrorKind.NotSent }),
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
            throw TooLate(request);
        }

        // It ends the waiting for the budget, not that for the answer: what has left is waited for.
        using var late = new CancellationTokenSource(Shortest(left, TimeSpan.FromDays(1)), _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        BudgetSlot slot;
        try
        {
            await PrepareAsync(stop.Token).ConfigureAwait(false);
            slot = await _budget.TakeAsync(CostOf(request), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLate(request);
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

    private async ValueTask<ApiReply> OnceAsync(ApiRequest request, string address, CancellationToken cancellationToken)
    {
        BudgetSlot slot = await _budget.TakeAsync(CostOf(request), cancellationToken).ConfigureAwait(false);
        return await SendAsync(request, slot, address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Before the first signed call, and now and then: whose clock is right, and what the key may do.</summary>
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
            using SignedCall call = Compose(request, address);
            HttpReply reply = await ExchangeAsync(request, call, cancellationToken).ConfigureAwait(false);
            isAnswered = true;
            Note(request, reply);
            return reply.Status == HttpStatusCode.OK ? new ApiReply(reply.Body, asOf) : throw Refused(request, reply, call);
        }
        finally
        {
            _budget.End(slot, isAnswered);
        }
    }

    private async ValueTask<HttpReply> ExchangeAsync(
        ApiRequest request, SignedCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _once.ExecuteAsync(
                static (work, stop) => work.Transport.ReceiveAsync(work.Request, work.Call, stop),
                (Transport: this, Request: request, Call: call),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            throw Failures.TimedOut(request, _options.RequestTimeout);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception thrown) when (thrown is HttpRequestException or IOException or OperationCanceledException
            or InvalidDataException)
        {
            throw Failures.Of(request, thrown);
        }
    }

    private async ValueTask<HttpReply> ReceiveAsync(
        ApiRequest request, SignedCall call, CancellationToken cancellationToken)
    {
        HttpClient client = _options.CreateClient?.Invoke() ?? DefaultClient.Get();
        using HttpResponseMessage response = await client
            .SendAsync(call.Message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        bool isGood = response.StatusCode == HttpStatusCode.OK;
        int most = isGood ? _options.MaxReplyBytes : MaxErrorBytes;
        ReadOnlyMemory<byte>? body = await ReplyBody.ReadAsync(response.Content, most, cancellationToken)
            .ConfigureAwait(false);
        return body is null && isGood
            ? throw Failures.TooLong(request, most)
            : new HttpReply(
                response.StatusCode, body ?? default, [.. RateLimits.Used(response.Headers)], ToldToWait(response));
    }

    /// <summary>Right before it leaves. After a pause it is not signed again: it is not sent.</summary>
    private SignedCall Compose(ApiRequest request, string address)
    {
        TimeSpan window = _options.RecvWindow;
        if (request.SendBefore is { } deadline)
        {
            window = Shortest(window, deadline - _clock.GetUtcNow());
            if (window < TimeSpan.FromMilliseconds(1))
            {
                throw TooLate(request);
            }
        }

        string text = request.Security == ApiSecurity.Signed
            ? QueryText.Signed(request.Parameters, window, ServerNow, _signer)
            : QueryText.Of(request.Parameters);

        // A POST without a body is sent a second time by the platform when a pooled connection ends before the answer;
        // one with a body is not. So what an order says is in its body, never in its address.
        bool isBody = request.Method == HttpMethod.Post;
        string path = address + request.Path + (isBody || text.Length == 0 ? "" : "?" + text);
        var message = new HttpRequestMessage(
            request.Method, new Uri(path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (isBody)
        {
            message.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
            message.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        }

        string key = "";
        if (request.Security == ApiSecurity.Signed)
        {
            key = KeyHeader.Of(_options.ApiKey);
            message.Headers.TryAddWithoutValidation(KeyHeader.Name, key);
        }

        return new SignedCall(message, [key, text]);
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

    private TimeSpan? ToldToWait(HttpResponseMessage response)
    {
        TimeSpan? told = response.Headers.RetryAfter is not { } after ? null
            : after.Delta ?? (after.Date - ServerNow);
        return told < TimeSpan.Zero ? TimeSpan.Zero : told;
    }

    private RequestCost CostOf(ApiRequest request) =>
        new(request.Weight, request.OrderCount, _options.MaxWeightShare, request.Method != HttpMethod.Get);

    /// <summary>Those that failed together do not come back together. Nothing is random: the clock spreads them.</summary>
    private TimeSpan Delay(Exception? thrown) => thrown is ApiException { Kind: ErrorKind.Clock }
        ? TimeSpan.Zero
        : RetryDelay * (1 + (_clock.GetTimestamp() % 1_000 / 1_000.0));

    private static ApiException TooLate(ApiRequest request) =>
        Failures.NotSent(request, "the time in which it may be sent is over");

    private static TimeSpan Shortest(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

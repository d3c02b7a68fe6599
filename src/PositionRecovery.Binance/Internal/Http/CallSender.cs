using System.Net;
using Polly;
using Polly.Timeout;

namespace PositionRecovery.Binance;

/// <summary>Sends a request once and reads what comes back, within a time limit and a size. Thread-safe.</summary>
internal sealed class CallSender
{
    private const int MaxErrorBytes = 64 * 1024;

    private readonly BinanceOptions _options;
    private readonly ServerClock _serverClock;
    private readonly ResiliencePipeline<HttpReply> _within;

    internal CallSender(BinanceOptions options, ServerClock serverClock)
    {
        _options = options;
        _serverClock = serverClock;
        _within = new ResiliencePipelineBuilder<HttpReply> { TimeProvider = options.TimeProvider }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RequestTimeout })
            .Build();
    }

    /// <exception cref="ApiException">Nothing came back, or too much.</exception>
    internal async ValueTask<HttpReply> SendAsync(
        ApiRequest request, SignedCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _within.ExecuteAsync(
                static (work, stop) => work.Sender.ReceiveAsync(work.Request, work.Call, stop),
                (Sender: this, Request: request, Call: call),
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

    private TimeSpan? ToldToWait(HttpResponseMessage response)
    {
        TimeSpan? told = response.Headers.RetryAfter is not { } after ? null
            : after.Delta ?? (after.Date - _serverClock.Now);
        return told < TimeSpan.Zero ? TimeSpan.Zero : told;
    }
}

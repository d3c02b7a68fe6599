using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace PositionRecovery.Binance;

/// <summary>Past prices of one product. Bars of 1, 3, 5, 15 and 30 minutes, of 1, 2, 4, 6, 8 and 12 hours and of a
/// day; on Spot also of a second. Made by <see cref="BinanceVenue.Connect"/>; thread-safe.</summary>
/// <remarks>Pages are asked for one after the other, within the request budget, and again when the venue has trouble or
/// wants to be left alone for up to a minute. The bar that is not finished yet is left out.</remarks>
public sealed class BinanceHistoricalDataProvider : IHistoricalDataProvider
{
    private const int MaxBars = 1_000_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly BinanceOptions _options;
    private readonly IApiTransport _transport;
    private readonly ResiliencePipeline<ApiReply> _again;

    internal BinanceHistoricalDataProvider(BinanceOptions options, IApiTransport transport)
    {
        _options = options;
        _transport = transport;

        // Nobody above asks again for a page, as is done for queries.
        _again = new ResiliencePipelineBuilder<ApiReply> { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions<ApiReply>
            {
                MaxRetryAttempts = 4,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception
                    is ApiException { IsTransient: true } failure && !(failure.RetryAfter > LongestWait)),
                DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(
                    (args.Outcome.Exception as ApiException)?.RetryAfter
                    ?? TimeSpan.FromMilliseconds(500 * (1 << args.AttemptNumber))),
            })
            .Build();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The request has no look-back.</exception>
    public async IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
        WarmupRequest request,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan size = request.BarSize;
        TimeSpan lookback = request.Lookback ?? throw new ArgumentException(
            $"The request for bars of {request.Instrument} has no {nameof(request.Lookback)}.", nameof(request));
        string symbol = Naming.SymbolOf(_options.Account, request.Instrument) ?? throw new VenueException(
            $"{request.Instrument} is not an instrument of {Naming.VenueOf(_options.Account)}.");
        string interval = Klines.Interval(_options.Product, size)
            ?? throw new VenueException($"There are no bars of {size} of {request.Instrument} at this venue.");

        DateTimeOffset end = Floor(until, size);
        DateTimeOffset from = Floor(Earlier(until, lookback) + size - TimeSpan.FromTicks(1), size);
        if ((end - from) / size > MaxBars)
        {
            throw new VenueException($"{lookback} of {size} are more than {MaxBars} bars of {request.Instrument}.");
        }

        int most = Klines.PageSize(_options.Product, size);
        while (from < end)
        {
            int count = (int)Math.Min(most, (end - from) / size);
            DateTimeOffset to = from + (count * size);
            ApiRequest page = Klines.Page(_options.Product, symbol, interval, from, to, count);
            ApiReply reply = await ReadAsync(page, cancellationToken).ConfigureAwait(false);
            foreach (HistoricalBar bar in Klines.Read(reply.Body, request.Instrument, size, count))
            {
                // By the venue's clock, which decides when a bar is finished.
                if (bar.OpenTime >= from && bar.CloseTime <= to && bar.CloseTime <= reply.AsOf)
                {
                    yield return bar;
                }
            }

            from = to;
        }
    }

    private async ValueTask<ApiReply> ReadAsync(ApiRequest page, CancellationToken cancellationToken)
    {
        try
        {
            return await _again.ExecuteAsync(
                static (work, stop) => work.Transport.SendAsync(work.Page, stop),
                (Transport: _transport, Page: page),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            throw failure.ToVenueException();
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan size) =>
        new(at.UtcTicks - ((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % size.Ticks), TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset at, TimeSpan by) =>
        at - DateTimeOffset.UnixEpoch > by ? at - by : DateTimeOffset.UnixEpoch;
}

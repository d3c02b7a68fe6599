using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>The bars of one request, proven whole: aligned, in order, without gaps or repetitions, up to the last one
/// that is finished. A gap is asked for once more.</summary>
internal sealed class BarSeries
{
    private readonly IHistoricalDataProvider _provider;
    private readonly WarmupRequest _request;
    private readonly DateTimeOffset _end;
    private HistoricalBar? _last;

    /// <param name="provider">Where the bars come from.</param>
    /// <param name="request">What is wanted, its look-back set.</param>
    /// <param name="until">The present.</param>
    internal BarSeries(IHistoricalDataProvider provider, WarmupRequest request, DateTimeOffset until)
    {
        _provider = provider;
        _request = request;
        TimeSpan lookback = request.Lookback!.Value;
        _end = Floor(until, request.BarSize);
        First = Floor(Moments.Earlier(until, lookback) + request.BarSize - TimeSpan.FromTicks(1), request.BarSize);
        Expected = Math.Max(0, (_end - First).Ticks / request.BarSize.Ticks);
        if (Expected > WarmupRequest.MaxBars)
        {
            throw new WarmupException(
                $"{lookback} of {request.BarSize} are {Expected} bars; at most {WarmupRequest.MaxBars}.");
        }
    }

    /// <summary>When the first bar begins.</summary>
    internal DateTimeOffset First { get; }

    /// <summary>How many bars there are.</summary>
    internal long Expected { get; }

    /// <summary>The bars, oldest first.</summary>
    /// <exception cref="WarmupException">History is not whole.</exception>
    internal async IAsyncEnumerable<HistoricalBar> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (HistoricalBar bar in _provider
            .ReadBarsAsync(_request with { Lookback = _end - First }, _end, cancellationToken)
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!IsNew(bar))
            {
                continue;
            }

            if (bar.OpenTime > Next)
            {
                await foreach (HistoricalBar missing in AgainAsync(bar.OpenTime, cancellationToken)
                    .ConfigureAwait(false))
                {
                    yield return missing;
                }
            }

            _last = bar;
            yield return bar;
        }

        if (Next < _end)
        {
            await foreach (HistoricalBar missing in AgainAsync(_end, cancellationToken).ConfigureAwait(false))
            {
                yield return missing;
            }
        }
    }

    private DateTimeOffset Next => _last is { } last ? last.CloseTime : First;

    /// <summary>The last moment, not after this one, at which bars of that size begin.</summary>
    internal static DateTimeOffset Floor(DateTimeOffset at, TimeSpan size) =>
        new(at.UtcTicks - (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % size.Ticks, TimeSpan.Zero);

    /// <summary>Reads a missing stretch once more.</summary>
    private async IAsyncEnumerable<HistoricalBar> AgainAsync(
        DateTimeOffset end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset begin = Next;
        await foreach (HistoricalBar bar in _provider
            .ReadBarsAsync(_request with { Lookback = end - begin }, end, cancellationToken)
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (bar.OpenTime < end && IsNew(bar) && bar.OpenTime == Next)
            {
                _last = bar;
                yield return bar;
            }
        }

        if (Next < end)
        {
            throw new WarmupException(
                $"{_request.Instrument} has no {_request.BarSize} bars from {Explain.Time(Next)} to "
                + $"{Explain.Time(end)}, also when asked again.");
        }
    }

    /// <summary>Whether the bar comes after the last one, within what was asked for.</summary>
    private bool IsNew(HistoricalBar bar)
    {
        if (bar.Instrument != _request.Instrument || bar.BarSize != _request.BarSize)
        {
            throw Wrong(bar, $"it is of {bar.Instrument} and {bar.BarSize}, asked was {_request.Instrument} and "
                + $"{_request.BarSize}");
        }

        if (Floor(bar.OpenTime, bar.BarSize) != bar.OpenTime)
        {
            throw Wrong(bar, "it does not begin at a multiple of its size");
        }

        if (bar.Low > Math.Min(bar.Open, bar.Close) || bar.High < Math.Max(bar.Open, bar.Close))
        {
            throw Wrong(bar, FormattableString.Invariant(
                $"open {bar.Open}, high {bar.High}, low {bar.Low}, close {bar.Close} contradict each other"));
        }

        if (bar.OpenTime == _last?.OpenTime && bar != _last)
        {
            throw Wrong(bar, "it came twice, with different prices");
        }

        if (bar.OpenTime < _last?.OpenTime)
        {
            throw Wrong(bar, $"it came after the bar of {Explain.Time(_last.OpenTime)}");
        }

        return bar.OpenTime >= Next && bar.OpenTime < _end;
    }

    private WarmupException Wrong(HistoricalBar bar, string what) =>
        new($"The bar of {_request.Instrument} at {Explain.Time(bar.OpenTime)} cannot be used: {what}.");
}

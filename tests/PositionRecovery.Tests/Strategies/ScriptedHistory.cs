using System.Runtime.CompilerServices;

namespace PositionRecovery.Tests.Strategies;

/// <summary>Past prices that follow from the time, and that can be spoilt.</summary>
internal sealed class ScriptedHistory : IHistoricalDataProvider
{
    internal Func<IEnumerable<HistoricalBar>, int, IEnumerable<HistoricalBar>> Change { get; set; } =
        static (bars, _) => bars;

    internal int Calls { get; private set; }

    internal WarmUp WarmUp(TimeSpan lookback) => new([new VenuePorts { Reports = new NoReports(), History = this }], lookback);

    public async IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
        WarmupRequest request, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (HistoricalBar bar in Change(Bars(request, until), ++Calls))
        {
            yield return bar;
        }
    }

    private static IEnumerable<HistoricalBar> Bars(WarmupRequest request, DateTimeOffset until)
    {
        for (DateTimeOffset at = until - request.Lookback!.Value; at + request.BarSize <= until; at += request.BarSize)
        {
            yield return new HistoricalBar
            {
                Instrument = request.Instrument, BarSize = request.BarSize, OpenTime = at,
                Open = 10m, High = 100m, Low = 9m, Close = 10m + at.Minute, Volume = 1m,
            };
        }
    }

    private sealed class NoReports : IVenueReportProvider
    {
        public VenueProfile Profile { get; } = new()
        {
            Venue = new("SIM"), Accounts = [new("SIM:main")], SubmitGuarantee = SubmitGuarantee.Idempotent,
        };

        public ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken) =>
            new(VenueAnswer.Unsupported(query));
    }
}

using System.Runtime.CompilerServices;

namespace PositionRecovery.Testing;

/// <summary>Past prices as a mortal process sees them.</summary>
internal sealed class MortalHistory(IHistoricalDataProvider inner, CrashSwitch life) : IHistoricalDataProvider
{
    public async IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
        WarmupRequest request, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await life.PassAsync("before bars").ConfigureAwait(false);
        await foreach (HistoricalBar bar in inner.ReadBarsAsync(request, until, cancellationToken)
            .ConfigureAwait(false))
        {
            yield return bar;
        }

        await life.PassAsync("after bars").ConfigureAwait(false);
    }
}

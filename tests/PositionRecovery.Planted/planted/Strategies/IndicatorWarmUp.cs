using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>The bars of a warm-up for a strategy whose indicators were stored: from the earlier of two states on, and
/// past the later one only when the replay gave the same bytes. Anything else begins again with all of history.
/// </summary>
/// <param name="source">Past prices.</param>
/// <param name="indicators">The strategy's indicators. They are called from within the enumeration, so between two
/// bars.</param>
/// <param name="maxAge">How old the later state may be.</param>
internal sealed class IndicatorWarmUp(WarmUp source, IIndicatorSnapshot indicators, TimeSpan maxAge)
{
    /// <summary>Reads the bars.</summary>
    /// <param name="profile">Whose.</param>
    /// <param name="earlier">The earlier state.</param>
    /// <param name="later">The later one.</param>
    /// <param name="until">The present.</param>
    /// <param name="told">Told once why the states are not used; with <c>null</c> when they are.</param>
    /// <param name="progress">Told how many of how many were handed over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="WarmupException">History is not whole.</exception>
    internal async IAsyncEnumerable<HistoricalBar> ReadAsync(
        StrategyProfile profile,
        StrategySnapshot? earlier,
        StrategySnapshot? later,
        DateTimeOffset until,
        Action<string?> told,
        Action<long, long> progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? problem = Unfit(earlier, later, until) ?? Restored(earlier!);
        if (problem is null)
        {
            IAsyncEnumerator<HistoricalBar> bars = source
                .ReadAsync(profile, until, progress, cancellationToken, earlier!.AsOf)
                .GetAsyncEnumerator(cancellationToken);
            bool isProven = false;
            try
            {
                while (true)
                {
                    (bool isThere, problem) = await NextAsync(bars, isProven).ConfigureAwait(false);
                    if (!isProven && problem is null && (!isThere || bars.Current.CloseTime > later!.AsOf))
                    {
                        problem = Difference(later!);
                        isProven = problem is null;
                    }

                    if (problem is not null || !isThere)
                    {
                        break;
                    }

                    yield return bars.Current;
                }
            }
            finally
            {
                await bars.DisposeAsync().ConfigureAwait(false);
            }
        }

        told(problem);
        if (problem is null)
        {
            yield break;
        }

        indicators.ResetIndicators();
        await foreach (HistoricalBar bar in source.ReadAsync(profile, until, progress, cancellationToken)
            .ConfigureAwait(false))
        {
            yield return bar;
        }
    }

    /// <summary>A gap before the state is proven is one more reason to begin again; after that it is a gap.</summary>
    private static async ValueTask<(bool IsThere, string? Problem)> NextAsync(
        IAsyncEnumerator<HistoricalBar> bars, bool isProven)
    {
        try
        {
            return (await bars.MoveNextAsync().ConfigureAwait(false), null);
        }
        catch (WarmupException gap) when (!isProven)
        {
            return (false, $"It cannot be compared with history: {gap.Message}");
        }
    }

    private string? Unfit(StrategySnapshot? earlier, StrategySnapshot? later, DateTimeOffset until)
    {
        if (earlier is null || later is null)
        {
            return "There are no two stored states.";
        }

        int version = indicators.IndicatorVersion;
        return earlier.Version != version || later.Version != version
            ? $"It is of version {later.Version}, the strategy's of version {version}."
            : !(earlier.AsOf < later.AsOf && later.AsOf <= until)
            ? $"Its times are out of order: {Explain.Time(earlier.AsOf)}, {Explain.Time(later.AsOf)}, now "
                + $"{Explain.Time(until)}."
            : until - later.AsOf > maxAge
            ? $"It is of {Explain.Time(later.AsOf)}: older than {maxAge}."
            : null;
    }

    private string? Restored(StrategySnapshot state)
    {
        try
        {
            indicators.RestoreIndicators(state);
            return null;
        }
        catch (Exception thrown)
        {
            return $"It cannot be restored: {thrown.GetType().Name}: {thrown.Message}";
        }
    }

    private string? Difference(StrategySnapshot later)
    {
        try
        {
            return indicators.SaveIndicators() == later
                ? null
                : "The replay of history gives another state.";
        }
        catch (Exception thrown)
        {
            return $"It cannot be saved: {thrown.GetType().Name}: {thrown.Message}";
        }
    }
}

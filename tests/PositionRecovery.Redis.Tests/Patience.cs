using System.Diagnostics;

namespace PositionRecovery.Redis.Tests;

internal static class Patience
{
    /// <summary>Until the client has found its way back, which takes as long as it takes.</summary>
    public static async Task<T> UntilAnsweredAsync<T>(Func<ValueTask<T>> ask)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (StoreException e) when (e.IsTransient && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(50);
            }
        }
    }
}

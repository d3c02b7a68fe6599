using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>Moves time when nothing can go on without it. Everything runs on the one thread of the pool, so that what
/// is queued there is all there is to do.</summary>
internal sealed class Pump
{
    private static int? _thread;

    internal FakeTimeProvider Clock { get; } = new();

    /// <summary>Fails when work was done by another thread: then a seed would not be a run.</summary>
    internal static void Canary()
    {
        int thread = Environment.CurrentManagedThreadId;
        if ((_thread ??= thread) != thread)
        {
            throw new InvalidOperationException($"Thread {thread} works where thread {_thread} did.");
        }
    }

    /// <summary>Lets all go on that can without time.</summary>
    internal static async Task SettleAsync()
    {
        do
        {
            await Task.Yield();
        }
        while (ThreadPool.PendingWorkItemCount > 0);
    }

    internal async Task ElapseAsync(TimeSpan by)
    {
        await UntilAsync(static () => false, by);
        Canary();
    }

    /// <summary>Moves time, timer by timer, until something holds.</summary>
    /// <returns>Whether it did within the limit.</returns>
    internal async Task<bool> UntilAsync(Func<bool> holds, TimeSpan limit)
    {
        TimeSpan end = Clock.Elapsed + limit;
        while (true)
        {
            await SettleAsync();
            if (holds())
            {
                return true;
            }

            TimeSpan left = end - Clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            Clock.Advance(Clock.NextTimer is { } next && next < left ? next : left);
        }
    }

    internal async Task<bool> UntilAsync(Task ends, TimeSpan limit) =>
        await UntilAsync(() => ends.IsCompleted, limit);
}

using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Recovery.Reading;

/// <summary>Runs waiting code in one thread, on a clock that goes to the next timer whenever nothing else
/// happens.</summary>
internal static class Clockwork
{
    private const int MaxTimers = 100_000;

    internal static T Run<T>(FakeTimeProvider clock, Func<ValueTask<T>> start)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // so that what waited goes on here, and at once
        try
        {
            Task<T> running = start().AsTask();
            for (int i = 0; !running.IsCompleted; i++)
            {
                Assert.True(i < MaxTimers, "It waits for ever.");
                Assert.True(clock.NextTimer is not null, "It waits for something that is not a timer.");
                clock.Advance(clock.NextTimer!.Value);
            }

            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}

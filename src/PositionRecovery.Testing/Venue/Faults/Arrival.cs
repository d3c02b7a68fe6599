namespace PositionRecovery.Testing;

/// <summary>A request that arrives later. What it does there is done by the clock's timer itself, so that it is done
/// when the time has come and not whenever a thread is free.</summary>
internal sealed class Arrival<T>
{
    private readonly TaskCompletionSource<T> _arrived = new();

    private readonly Func<T> _effect;

    private ITimer? _timer;

    private Arrival(Func<T> effect) => _effect = effect;

    internal static Task<T> In(TimeProvider clock, TimeSpan delay, Func<T> effect)
    {
        var arrival = new Arrival<T>(effect);
        arrival._timer = clock.CreateTimer(
            static state => ((Arrival<T>)state!).Arrive(), arrival, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        arrival._timer.Change(delay, Timeout.InfiniteTimeSpan);
        return arrival._arrived.Task;
    }

    private void Arrive()
    {
        _timer!.Dispose();
#pragma warning disable CA1031 // It belongs to whoever waits for the answer, not to the clock.
        try
        {
            _arrived.TrySetResult(_effect());
        }
        catch (Exception error)
        {
            _arrived.TrySetException(error);
        }
#pragma warning restore CA1031
    }
}

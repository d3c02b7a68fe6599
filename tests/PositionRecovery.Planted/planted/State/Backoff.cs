namespace PositionRecovery;

/// <summary>Waits between attempts: 50 ms, then twice as long each time, up to 2 s.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private TimeSpan _next = TimeSpan.FromMilliseconds(50);

    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = _next;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return Task.Delay(wait, clock, cancellationToken);
    }
}

namespace PositionRecovery.Sample;

/// <summary>Passes on what a recovery tells while it runs, all of it before its report.</summary>
internal sealed class EventTap : IAsyncDisposable
{
    private readonly Action<EngineLine> _tell;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _ended = new(0);
    private readonly Task _watching;

    public EventTap(RecoveryCoordinator recovery, Action<EngineLine> tell)
    {
        _tell = tell;
        _watching = WatchAsync(recovery);
    }

    /// <summary>Waits until every phase of a report was passed on. A feed may drop events: then this does not wait for
    /// them.</summary>
    public async Task CatchUpAsync(RecoveryReport report, CancellationToken cancellationToken)
    {
        for (int i = 0; i < report.Phases.Count; i++)
        {
            if (!await _ended.WaitAsync(TimeSpan.FromSeconds(2), cancellationToken))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _watching;
        }
        catch (OperationCanceledException)
        {
            // That is how watching ends.
        }

        _ending.Dispose();
        _ended.Dispose();
    }

    private async Task WatchAsync(RecoveryCoordinator recovery)
    {
        string? first = null;
        await foreach (RecoveryEvent happened in recovery.WatchAsync(_ending.Token))
        {
            // Later runs are passes of the continuous checks, which are not what is shown.
            first ??= happened.Correlation;
            if (happened.Correlation != first)
            {
                continue;
            }

            _tell(EngineLine.Of(happened));
            if (happened.Duration is not null)
            {
                _ended.Release();
            }
        }
    }
}

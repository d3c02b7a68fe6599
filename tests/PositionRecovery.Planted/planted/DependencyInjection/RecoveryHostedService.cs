using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Recovers before any service of the host starts, and stops after all of them have stopped.</summary>
internal sealed class RecoveryHostedService(
    RecoveryCoordinator coordinator, RecoveryOptions options, RecoveryOptionsSetup read, ILogger log)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private Task _background = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (string key in read.Unused())
        {
            Log.KeyUnused(log, key);
        }

        if (options.StartInBackground)
        {
            _background = RecoverInBackgroundAsync();
            return;
        }

        try
        {
            Tell(await coordinator.StartAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A host whose start is given up never gets to its stop; the session would look like a crash.
            await StopCoordinatorAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        coordinator.ShutEntries();
        await _ending.CancelAsync().ConfigureAwait(false);
        await _background.WaitAsync(cancellationToken).ConfigureAwait(false);

        // A recovery that was just about to be done may have let entries in again.
        coordinator.ShutEntries();
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => StopCoordinatorAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _ending.Dispose();

    private async Task RecoverInBackgroundAsync()
    {
        await Task.Yield();
        try
        {
            Tell(await coordinator.StartAsync(_ending.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The host stops before it was done; StoppedAsync does the rest.
        }
        catch (Exception failure)
        {
            Log.HostedRecoveryThrew(log, failure);
        }
    }

    private async Task StopCoordinatorAsync(CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.StopAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is OwnershipLostException or InvalidOperationException)
        {
            Log.StopFailed(log, failed, options.TraderId!);
        }
    }

    private void Tell(RecoveryReport report)
    {
        switch (report.Outcome)
        {
            case RecoveryOutcome.Ready:
                Log.HostedRecoveryDone(log, report.Correlation, report.Summary);
                break;
            case RecoveryOutcome.Failed:
                Log.HostedRecoveryFailed(log, report.Correlation, report.Summary);
                break;
            default:
                Log.HostedRecoveryLimited(log, report.Correlation, report.Summary);
                break;
        }
    }
}

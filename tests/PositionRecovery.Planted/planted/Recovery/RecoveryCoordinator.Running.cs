using System.Runtime.InteropServices;

namespace PositionRecovery;

/// <content>While the engine runs, and the end.</content>
public sealed partial class RecoveryCoordinator
{
    /// <summary>Compares now, repairs, and looks after exits: after a reconnect, or when the engine's own handling of
    /// events failed. Calls made while a pass runs share the next one.</summary>
    /// <param name="scope">What to compare.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="InvalidOperationException">There was no recovery yet, or it was stopped.</exception>
    public Task<RecoveryReport> ReconcileAsync(ReconcileScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Task<RecoveryReport> pass;
        lock (_lock)
        {
            if (_phase != RecoveryPhase.Ready)
            {
                throw new InvalidOperationException(
                    $"There is nothing to compare against: the recovery is not done (it is {_phase}).");
            }

            _queuedScope = _queuedScope is null || _queuedScope == scope ? scope : ReconcileScope.Everything;
            pass = _queued ??= RunQueuedAsync();
        }

        return pass.WaitAsync(cancellationToken);
    }

    /// <summary>Stops in order: entries are refused, strategies told, what is under way is finished, the session ends
    /// and the trader is given back. Exit orders stay at the venue, unless the options say otherwise. Later calls
    /// return
    /// when the first one does.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the stopping.</param>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        Task stop;
        lock (_lock)
        {
            stop = _stop ??= StopOnceAsync();
        }

        return stop.WaitAsync(cancellationToken);
    }

    /// <summary>Stops on SIGINT and SIGTERM, until disposed. The signal does not end the process: the engine ends it
    /// when its own work is done.</summary>
    public IDisposable StopOnSignals() => new SignalStop(this, _log);

    /// <summary>Frees what it holds. Without <see cref="StopAsync"/> before, this is no clean stop: the session is
    /// found crashed, because it was. A stop under way has <see cref="RecoveryOptions.MaxRecoveryTime"/> to end, and
    /// fails then.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _phase = RecoveryPhase.Stopped;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_continuous is not null)
        {
            await _continuous.StopAsync().ConfigureAwait(false);
        }

        await LetStopAsync().ConfigureAwait(false);
        await _parts.Crew.StopSavingAsync().ConfigureAwait(false);

        // First of all the state, on which whoever has the turn may wait: nothing is stored from here on, and whoever
        // tries hears of it.
        await State.DisposeAsync().ConfigureAwait(false);
        await _turn.WaitAsync().ConfigureAwait(false);
        Gate.Change(static _ => GateState.Shut(GateReason.Stopped, "The coordinator is disposed."));
        _feed.Complete();
        _parts.Dispose();
        _stopping.Dispose();
        _turn.Dispose();
    }

    /// <summary>Gives a stop under way time to end in order. With a store that is down it would never.</summary>
    private async Task LetStopAsync()
    {
        Task stop;
        lock (_lock)
        {
            stop = _stop ?? Task.CompletedTask;
        }

        // How it ends is told to whoever called it.
        await stop.WaitAsync(_setup.Options.MaxRecoveryTime, _setup.TimeProvider)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Refuses entries from now on; exits go on.</summary>
    internal void ShutEntries() => Gate.Change(static before => before with
    {
        NoEntries = new GateDecision(GateReason.Stopped, "The trader is being stopped."),
    });

    private async Task<RecoveryReport> RunQueuedAsync()
    {
        await Task.Yield(); // so that it is noted as the next pass before it begins
        await _turn.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            ReconcileScope scope;
            lock (_lock)
            {
                scope = _queuedScope!;
                _queued = null;
                _queuedScope = null;
            }

            RecoveryReport report = await new RunningPass(_parts, NewRun())
                .RunAsync(scope, isRepairing: true, isCheck: false, _stopping.Token).ConfigureAwait(false);
            LastReport = report;
            return report;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task CheckAsync(ReconcileScope scope, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            LastReport = await new RunningPass(_parts, NewRun())
                .RunAsync(scope, _setup.Options.Reconciliation.RepairDrift, isCheck: true, stopping)
                .ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StopOnceAsync()
    {
        ShutEntries();
        await Task.Yield();
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_continuous is not null)
        {
            await _continuous.StopAsync().ConfigureAwait(false);
        }

        await _parts.Crew.StopSavingAsync().ConfigureAwait(false);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            RunLog run = NewRun();
            if (Phase == RecoveryPhase.Ready)
            {
                await _parts.Crew.StopAsync(run, CancellationToken.None).ConfigureAwait(false);
                foreach (string left in await _parts.Protector.CancelOnStopAsync(CancellationToken.None)
                    .ConfigureAwait(false))
                {
                    run.Problem(left);
                }
            }

            Advance(PhaseSignal.Stopped);
            Gate.Change(static _ => GateState.Shut(GateReason.Stopped, "The trader was stopped."));
            await State.CloseAsync(CancellationToken.None).ConfigureAwait(false);
            run.Begin(RecoveryPhase.Stopped, "Stopped in order.")?.Dispose();
        }
        finally
        {
            _feed.Complete();
            _turn.Release();
        }
    }

    /// <summary>Stops a coordinator when the process is asked to end.</summary>
    private sealed class SignalStop : IDisposable
    {
        private readonly RecoveryCoordinator _coordinator;
        private readonly Microsoft.Extensions.Logging.ILogger _log;
        private readonly PosixSignalRegistration _interrupt;
        private readonly PosixSignalRegistration _terminate;

        internal SignalStop(RecoveryCoordinator coordinator, Microsoft.Extensions.Logging.ILogger log)
        {
            (_coordinator, _log) = (coordinator, log);
            _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        }

        public void Dispose()
        {
            _interrupt.Dispose();
            _terminate.Dispose();
        }

        private void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _ = StopAsync();
        }

        private async Task StopAsync()
        {
            try
            {
                await _coordinator.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is OwnershipLostException or InvalidOperationException)
            {
                Log.StopFailed(_log, failed, _coordinator._setup.Trader.Value);
            }
        }
    }
}

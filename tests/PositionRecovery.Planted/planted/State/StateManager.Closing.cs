namespace PositionRecovery;

/// <content>The end of a session: in order, by a signal, or by losing the trader.</content>
public sealed partial class StateManager
{
    /// <summary>Ends the session in order: records its end, makes all of it durable and gives the trader back, in one
    /// last commit. Later calls return when the first one does.</summary>
    /// <param name="finalCapital">The capital at the end, in the unit of the initial capital.</param>
    /// <param name="cancellationToken">Stops the waiting, not the closing.</param>
    /// <exception cref="OwnershipLostException">Somebody else owns the trader now.</exception>
    public async Task CloseAsync(decimal? finalCapital, CancellationToken cancellationToken = default)
    {
        Task? opening;
        lock (_lock)
        {
            ThrowIfLost();
            opening = _opening?.Task;
            if (!_isClosing && _session is not null)
            {
                End(_session, finalCapital);
            }
            else if (opening is null && _session is null)
            {
                _waiting.Fail(Closed());
            }

            _isClosing = true; // an opening under way ends what it opened
        }

        await (opening ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_session is { } session)
        {
            await session.Running.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                ThrowIfLost();
            }

            Log.StateClosed(_log, _setup.Trader.Value, _waiters.Durable);
        }
    }

    /// <summary>Ends the session in order, without a final capital.</summary>
    /// <inheritdoc cref="CloseAsync(decimal?, CancellationToken)"/>
    public Task CloseAsync(CancellationToken cancellationToken = default) => CloseAsync(null, cancellationToken);

    /// <summary>Closes on SIGINT and SIGTERM, until disposed. The signal does not end the process: the engine ends it
    /// when its own work is done.</summary>
    public IDisposable CloseOnSignals() => new SignalClosing(this, _setup.Trader, _log);

    /// <summary>Frees what it holds. Without <see cref="CloseAsync(CancellationToken)"/> before, this is no clean stop:
    /// the session is found crashed, because it was.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? opening;
        lock (_lock)
        {
            _isClosing = true;
            opening = _opening?.Task;
        }

        if (!_abandoned.IsCancellationRequested)
        {
            await _abandoned.CancelAsync().ConfigureAwait(false);
        }

        await (opening ?? Task.CompletedTask).ConfigureAwait(false);
        if (_session is { } session)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        lock (_lock)
        {
            _waiting.Fail(Closed());
        }

        _abandoned.Dispose();
    }

    /// <summary>Calls that began before the end are part of it. Called under the lock.</summary>
    private void End(StateSession session, decimal? finalCapital)
    {
        _waiting.Release(static () => true, Accept, Refused);
        session.End(finalCapital);
    }

    private void Lose(Exception failure)
    {
        Log.OwnershipLost(_log, failure, _setup.Trader.Value);
        _setup.Lost?.Invoke(failure.Message);
        Exception told = Told(failure);
        lock (_lock)
        {
            _failure = failure;
            _waiting.Fail(told);
        }

        _waiters.Fail(told);
    }
}

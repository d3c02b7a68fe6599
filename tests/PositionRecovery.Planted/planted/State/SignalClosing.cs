using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Closes a state manager when the process is asked to end.</summary>
internal sealed class SignalClosing : IDisposable
{
    private readonly StateManager _manager;
    private readonly TraderId _trader;
    private readonly ILogger _log;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    internal SignalClosing(StateManager manager, TraderId trader, ILogger log)
    {
        (_manager, _trader, _log) = (manager, trader, log);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Close);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Close);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Close(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await _manager.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is OwnershipLostException or InvalidOperationException)
        {
            Log.StopFailed(_log, failed, _trader.Value);
        }
    }
}

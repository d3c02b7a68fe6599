using System.Runtime.CompilerServices;

namespace PositionRecovery.Testing;

/// <content>Past prices.</content>
public sealed partial class SimulatedVenue
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
        WarmupRequest request,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        VenueCall call = NewCall(VenueCallKind.Bars) with { Warmup = request };
        CallFaults faults = await BeginAsync(call, cancellationToken).ConfigureAwait(false);
        VenueFault? outcome = faults.Outcome;
        if (outcome?.Kind is VenueFaultKind.HangBefore)
        {
            await faults.HangAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (outcome?.Kind is not (null or VenueFaultKind.HangAfter or VenueFaultKind.TimeOutAfter))
        {
            throw outcome.NewError();
        }

        HistoricalBar[] bars = Locked(() => PastBars.Of(_state, request, until, faults));
        foreach (HistoricalBar bar in bars)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WaitAsync(faults.Delay, cancellationToken).ConfigureAwait(false);
            yield return bar;
        }

        await AfterAsync(call, cancellationToken).ConfigureAwait(false);
        await FinishAsync(faults, cancellationToken).ConfigureAwait(false);
        if (outcome is { Kind: VenueFaultKind.TimeOutAfter })
        {
            throw outcome.NewError();
        }
    }
}

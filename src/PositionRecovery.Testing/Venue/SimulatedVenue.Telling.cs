namespace PositionRecovery.Testing;

/// <content>Telling listeners what happened.</content>
public sealed partial class SimulatedVenue
{
    /// <summary>Tells outside the lock, so that who listens may call the venue.</summary>
    private void Tell()
    {
        while (NextToTell() is { } next)
        {
            try
            {
                Reported?.Invoke(next);
            }
            finally
            {
                lock (_gate)
                {
                    _isTelling = false;
                }
            }
        }
    }

    private VenueReport? NextToTell()
    {
        lock (_gate)
        {
            if (_isTelling || !_state.Outbox.TryDequeue(out VenueReport? next))
            {
                return null;
            }

            _isTelling = true;
            return next;
        }
    }
}

namespace PositionRecovery;

/// <summary>One request that was, or is about to be, sent.</summary>
internal sealed class PendingRequest(RequestSlot slot)
{
    internal Task<VenueAnswer>? Request { get; set; }

    /// <summary>Nobody waits for it any more; its slot is given back when it has ended.</summary>
    internal void End(TimeSpan grace, TimeProvider clock)
    {
        if (Request is { IsCompleted: false } running)
        {
            _ = slot.ReturnAfterAsync(running, grace, clock); // never throws
            return;
        }

        slot.Return();
    }
}

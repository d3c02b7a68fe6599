namespace PositionRecovery;

/// <summary>The right to have one request at a venue.</summary>
internal sealed class RequestSlot(RequestBudget budget)
{
    private int _isReturned;

    /// <summary>Gives it back; once is enough, more does nothing.</summary>
    internal void Return()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
        {
            budget.Return();
        }
    }

    /// <summary>Gives it back when the request has ended. A provider that does not notice its cancellation keeps the
    /// slot for a while, so that it has no more requests than it said it can bear; not for ever, so that one lost
    /// request does not silence the venue.</summary>
    internal async Task ReturnAfterAsync(Task request, TimeSpan grace, TimeProvider clock)
    {
        await request.WaitAsync(grace, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Return();
        await request.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

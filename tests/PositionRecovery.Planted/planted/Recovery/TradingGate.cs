namespace PositionRecovery;

/// <summary>Says what may be traded. It opens by proof: when a recovery has shown what the venue has, and the strategy
/// is ready. Safe for use by several threads; <see cref="Check"/> takes no lock and allocates nothing.</summary>
/// <remarks>A decision holds for the moment it is given. <see cref="StateManager.IntendAsync"/> checks again, together
/// with what the gate does not know: the store, the lease, and whether the order is known already.</remarks>
public sealed class TradingGate
{
    private GateState _state = GateState.Shut(GateReason.NotReady, "The recovery has not begun.");
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TradingGate()
    {
    }

    internal GateState State => Volatile.Read(ref _state);

    /// <summary>Whether something may be done now.</summary>
    /// <param name="request">What.</param>
    /// <returns>The decision, with the reason in plain words.</returns>
    public GateDecision Check(GateRequest request) => State.Decide(request.Strategy, request.Book, request.Action);

    /// <summary>Waits until something may be done.</summary>
    /// <param name="request">What.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async ValueTask WaitUntilOpenAsync(GateRequest request, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed = Volatile.Read(ref _changed).Task;
            if (Check(request).IsOpen)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Why an order is refused; <c>null</c> when it is not.</summary>
    internal GateDecision? Refusal(OrderIntent order)
    {
        OrderAction action = order.IsReduceOnly ? OrderAction.Exit : order.Action;
        GateDecision decision = State.Decide(order.Strategy, order.Position.Book, action);
        return decision.IsOpen ? null : decision;
    }

    /// <summary>Changes what it goes by. One caller at a time wins; a change made meanwhile is not lost.</summary>
    internal void Change(Func<GateState, GateState> change)
    {
        GateState before;
        GateState after;
        do
        {
            before = State;
            after = change(before);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _state, after, before), before));

        Interlocked.Exchange(
            ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}

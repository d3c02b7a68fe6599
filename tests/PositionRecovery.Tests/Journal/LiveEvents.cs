namespace PositionRecovery.Tests;

/// <summary>What a live engine would report of a traded world.</summary>
internal static class LiveEvents
{
    /// <summary>Orders and executions the engine does not remember, in an order nobody planned.</summary>
    internal static IEnumerable<ExecutionEvent> MissedBy(Case tried)
    {
        Execution[] missed = [.. tried.TradedWorld.Executions.Except(tried.Belief.Known)];
        new Random(missed.Length).Shuffle(missed);
        var known = new HashSet<ClientOrderId>(tried.Cached.Orders.Select(o => o.Intent.Id));
        foreach (Execution execution in missed)
        {
            if (known.Add(BeliefOrders.IdOf(execution.Order)))
            {
                yield return new OrderImportedEvent
                {
                    At = execution.Order.Events[0].At,
                    Order = BeliefOrders.Intended(execution.Order) with
                    {
                        IsExternal = execution.Order.IsExternal,
                        Origin = execution.Order.Origin,
                    },
                };
            }

            yield return Filled(execution);
        }
    }

    internal static OrderFilledEvent Filled(Execution execution) => new()
    {
        At = execution.At,
        Fill = new FillSnapshot
        {
            Trade = execution.Id,
            Order = BeliefOrders.IdOf(execution.Order),
            Account = execution.Key.Account,
            Instrument = execution.Key.Instrument,
            Side = execution.Order.Side,
            Quantity = execution.Quantity,
            Price = execution.Price,
            Fee = execution.Fee,
            FeeAsset = execution.FeeAsset,
            At = execution.At,
            Sequence = execution.Sequence,
        },
    };
}

namespace PositionRecovery.Tests;

/// <summary>Writes an order down the way the engine would have.</summary>
internal static class BeliefOrders
{
    /// <summary>The id under which the engine keeps an order. One that came without a client id got an id when it was
    /// imported.</summary>
    internal static ClientOrderId IdOf(TrueOrder order) => order.ClientId ?? new($"E-{order.VenueId}");

    /// <summary>An order of which the engine saw something.</summary>
    internal static OrderSnapshot Snapshot(
        TrueOrder order,
        IReadOnlyList<WorldEvent> seen,
        Func<Execution, FillSnapshot> fillOf,
        DateTimeOffset? cancelRequestedAt)
    {
        OrderState state = order.StateAfter(seen);
        OrderStatus status = Believed(state, seen);
        return new OrderSnapshot
        {
            Intent = IntentOf(order, state),
            Status = cancelRequestedAt is null ? status : OrderStatus.PendingCancel,
            PriorStatus = cancelRequestedAt is null ? null : status,
            RequestedAt = cancelRequestedAt,
            VenueOrder = order.VenueId,
            Filled = state.Filled,
            AveragePrice = state.AveragePrice(order.Market.Instrument)?.Stored(),
            Fills = [.. state.Executions.Select(fillOf)],
            IsExternal = order.IsExternal,
            Origin = order.Origin,
            IntendedAt = order.IsExternal ? null : IntendedAt(order),
            SendDeadline = order.IsExternal ? null : IntendedAt(order).AddSeconds(5),
            CreatedAt = order.Events[0].At,
            UpdatedAt = state.UpdatedAt,
        };
    }

    /// <summary>An order of which the engine knows only what it meant to do.</summary>
    internal static OrderSnapshot Intended(TrueOrder order) => new()
    {
        Intent = IntentOf(order, order.StateAfter([])),

        // Whether the request left the process before it died was recorded for some and not for others.
        Status = order.Events[0].Index % 2 == 0 ? OrderStatus.Submitted : OrderStatus.Intended,
        IntendedAt = IntendedAt(order),
        SendDeadline = IntendedAt(order).AddSeconds(5),
    };

    private static DateTimeOffset IntendedAt(TrueOrder order) => order.Events[0].At.AddSeconds(-1);

    /// <summary>An amendment that was seen although the acceptance was missed shows that the order works.</summary>
    private static OrderStatus Believed(OrderState state, IReadOnlyList<WorldEvent> seen) =>
        state.Status == OrderStatus.Submitted && seen.Any(e => e.Kind == WorldEventKind.Amended)
            ? OrderStatus.Accepted
            : state.Status;

    private static OrderIntent IntentOf(TrueOrder order, OrderState state) => new()
    {
        Id = IdOf(order),
        Strategy = order.Strategy,
        Account = order.Key.Account,
        Instrument = order.Key.Instrument,
        Side = order.Side,
        Type = order.Type,
        Quantity = state.Quantity,
        Price = state.Price,
        TriggerPrice = order.IsConditional ? state.Price : null,
        PositionSide = order.Key.Side,
    };
}

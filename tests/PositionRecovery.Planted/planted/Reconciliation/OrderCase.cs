namespace PositionRecovery;

/// <summary>One order that needs a decision: what was known of it, what the venue shows, and what is to be
/// done.</summary>
internal sealed class OrderCase
{
    internal OrderCase(OrderSnapshot order, bool isNew, bool isInverse)
    {
        Order = order;
        IsNew = isNew;
        Draft = new OrderDraft(order, isInverse);
    }

    internal OrderSnapshot Order { get; }

    /// <summary>Whether the books do not have it yet.</summary>
    internal bool IsNew { get; }

    /// <summary>Whether nothing but its executions was reported.</summary>
    internal bool IsStub { get; init; }

    /// <summary>The order as the events leave it.</summary>
    internal OrderDraft Draft { get; }

    internal List<OrderSighting> Sightings { get; } = [];

    /// <summary>Executions that the books do not have, in no order.</summary>
    internal List<FillReport> NewFills { get; } = [];

    /// <summary>Whether an execution was left out because it overfills the order.</summary>
    internal bool HasQuarantinedFill { get; set; }

    /// <summary>What to do, in order.</summary>
    internal List<ExecutionEvent> Events { get; } = [];

    /// <summary>The conclusion from its absence; withheld when its position cannot be verified.</summary>
    internal ExecutionEvent? Absence { get; set; }

    internal BookKey Key => Order.Intent.Position.Book;

    internal bool IsForced => Order.Origin is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging
        or OrderOrigin.Settlement;

    internal void Emit(ExecutionEvent happened)
    {
        Events.Add(happened);
        Draft.Apply(happened);
    }

    /// <summary>By time of creation, then by ids: the same, whatever order reports came in.</summary>
    internal static int Compare(OrderCase a, OrderCase b) => Compare(a.Order, b.Order);

    internal static int Compare(OrderSnapshot a, OrderSnapshot b)
    {
        int order = Nullable.Compare(a.CreatedAt, b.CreatedAt);
        order = order != 0 ? order : string.CompareOrdinal(a.Intent.Id.Value, b.Intent.Id.Value);
        return order != 0 ? order : string.CompareOrdinal(a.VenueOrder?.Value, b.VenueOrder?.Value);
    }
}

namespace PositionRecovery.Testing;

/// <summary>An order at the venue.</summary>
internal sealed class VenueOrder
{
    private decimal _cost;

    internal required long Number { get; init; }

    internal required VenueOrderId Id { get; init; }

    internal required OrderIntent Intent { get; init; }

    internal required OrderClass Class { get; init; }

    /// <summary>The type it works as: what came of a conditional order in a service of its own is a market or limit
    /// order.</summary>
    internal required OrderType Type { get; init; }

    internal required InstrumentDefinition Definition { get; init; }

    internal required DateTimeOffset CreatedAt { get; init; }

    internal required OrderOrigin Origin { get; init; }

    /// <summary>May shrink: a reduce-only order is never larger than its position.</summary>
    internal required decimal Quantity { get; set; }

    internal decimal Filled { get; private set; }

    internal OrderStatus Status { get; set; } = OrderStatus.Accepted;

    internal decimal? TriggerPrice { get; set; }

    /// <summary>How far a trailing order stays behind the price.</summary>
    internal decimal TrailingDistance { get; init; }

    internal bool IsTriggered { get; set; }

    internal VenueOrder? Partner { get; set; }

    internal VenueOrderId? ReplacedBy { get; set; }

    internal Timeline<OrderReport> Past { get; } = new();

    internal bool IsBuy => Intent.Side == OrderSide.Buy;

    internal bool IsWorking => ReplacedBy is null
        && Status is OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled;

    /// <summary>Whether it waits for its trigger.</summary>
    internal bool IsWaiting => !IsTriggered && OrderTypes.IsConditional(Type);

    internal bool HasLimit => OrderTypes.HasLimit(Type);

    /// <summary>Whether the venue decides the quantity when the time has come.</summary>
    internal bool ClosesPosition => Intent.Quantity == 0m;

    internal decimal Remaining => Quantity - Filled;

    internal decimal? AveragePrice => Filled == 0m ? null : HeldPosition.PriceOf(Filled, _cost, Definition);

    /// <summary>Whether it can only reduce: reduce-only, or the closing side of a leg, which never flips.</summary>
    internal bool OnlyReduces => Intent.IsReduceOnly || ClosesPosition
        || (Intent.PositionSide == PositionSide.Long && !IsBuy) || (Intent.PositionSide == PositionSide.Short && IsBuy);

    internal void Execute(decimal quantity, decimal price)
    {
        Filled += quantity;
        _cost += HeldPosition.CostOf(quantity, price, Definition);
        Status = Remaining > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Filled;
    }

    /// <summary>Makes it what a report says of it.</summary>
    internal void Restore(OrderReport report, DateTimeOffset at)
    {
        Filled = report.Filled ?? 0m;
        _cost = HeldPosition.CostOf(Filled, report.AveragePrice is > 0m and { } price ? price : 1m, Definition);
        (Status, ReplacedBy) = (report.Status, report.ReplacedBy);
        Past.Add(at, report);
    }

    internal void Remember(DateTimeOffset at, string? reason) => Past.Add(at, new OrderReport
    {
        Account = Intent.Account,
        Instrument = Intent.Instrument,
        ClientOrder = Intent.Id,
        VenueOrder = Id,
        Class = Class,
        Side = Intent.Side,
        Type = Type,
        Status = Status,
        RawStatus = OrderTypes.Word(Status),
        Quantity = Quantity,
        Filled = Filled,
        AveragePrice = AveragePrice,
        Price = Intent.Price,
        TriggerPrice = TriggerPrice,
        TimeInForce = Intent.TimeInForce == TimeInForce.Unknown ? TimeInForce.GoodTilCanceled : Intent.TimeInForce,
        PositionSide = Intent.PositionSide,
        IsReduceOnly = Intent.IsReduceOnly,
        CreatedAt = CreatedAt,
        UpdatedAt = at,
        Origin = Origin,
        ReplacedBy = ReplacedBy,
        Reason = reason,
    });
}

namespace PositionRecovery;

/// <summary>Orders and executions, packed. New members go to the end, here and in each file of its kind.</summary>
internal static class PackOrders
{
    internal static void Write(ref PackWriter w, OrderSnapshot order)
    {
        PackScope outer = w.Begin();
        Write(ref w, order.Intent);
        w.Word(order.Status);
        w.IdOrNull(order.VenueOrder);
        w.DecimalOr(order.Filled, 0m);
        w.DecimalOrNull(order.AveragePrice);
        w.TimeOrNull(order.IntendedAt);
        w.TimeOrNull(order.SendDeadline);
        w.TimeOrNull(order.RequestedAt);
        w.TimeOrNull(order.CreatedAt);
        w.TimeOrNull(order.UpdatedAt);
        w.WordOrNull(order.PriorStatus);
        w.TextOrNull(order.Reason);
        w.WordOr(order.Origin, OrderOrigin.Own);
        w.Flag(order.IsExternal);
        w.Flag(order.IsInferredTerminal);
        w.List(order.PriorVenueOrders, static (ref PackWriter to, VenueOrderId id) => to.Id(id));
        w.List(order.Fills, Write);
        w.End(outer);
    }

    internal static OrderSnapshot Order(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var order = new OrderSnapshot
        {
            Intent = Intent(ref r),
            Status = r.Word<OrderStatus>(),
            VenueOrder = r.VenueOrderOrNull(),
            Filled = r.DecimalOr(0m),
            AveragePrice = r.DecimalOrNull(),
            IntendedAt = r.TimeOrNull(),
            SendDeadline = r.TimeOrNull(),
            RequestedAt = r.TimeOrNull(),
            CreatedAt = r.TimeOrNull(),
            UpdatedAt = r.TimeOrNull(),
            PriorStatus = r.WordOrNull<OrderStatus>(),
            Reason = r.TextOrNull(),
            Origin = r.WordOr(OrderOrigin.Own),
            IsExternal = r.Flag(),
            IsInferredTerminal = r.Flag(),
            PriorVenueOrders = FrozenList<VenueOrderId>.Owning(
                r.List(static (ref PackReader from) => from.VenueOrder())),
            Fills = r.List(Fill),
        };
        r.End(outer);
        return order;
    }

    internal static void Write(ref PackWriter w, OrderIntent intent)
    {
        PackScope outer = w.Begin();
        w.Id(intent.Id);
        w.Id(intent.Strategy);
        w.Id(intent.Account);
        w.Id(intent.Instrument);
        w.Word(intent.Side);
        w.Word(intent.Type);
        w.Decimal(intent.Quantity);
        w.DecimalOrNull(intent.Price);
        w.DecimalOrNull(intent.TriggerPrice);
        w.WordOr(intent.PositionSide, PositionSide.Net);
        w.WordOr(intent.Action, OrderAction.Enter);
        w.Flag(intent.IsReduceOnly);
        w.WordOr(intent.Class, OrderClass.Regular);
        w.WordOr(intent.TimeInForce, TimeInForce.Unknown);
        w.End(outer);
    }

    internal static OrderIntent Intent(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var intent = new OrderIntent
        {
            Id = r.ClientOrder(),
            Strategy = r.Strategy(),
            Account = r.Account(),
            Instrument = r.Instrument(),
            Side = r.Word<OrderSide>(),
            Type = r.Word<OrderType>(),
            Quantity = r.Decimal(),
            Price = r.DecimalOrNull(),
            TriggerPrice = r.DecimalOrNull(),
            PositionSide = r.WordOr(PositionSide.Net),
            Action = r.WordOr(OrderAction.Enter),
            IsReduceOnly = r.Flag(),
            Class = r.WordOr(OrderClass.Regular),
            TimeInForce = r.WordOr(TimeInForce.Unknown),
        };
        r.End(outer);
        return intent;
    }

    internal static void Write(ref PackWriter w, FillSnapshot fill)
    {
        PackScope outer = w.Begin();
        w.Id(fill.Trade);
        w.Id(fill.Order);
        w.Id(fill.Account);
        w.Id(fill.Instrument);
        w.Word(fill.Side);
        w.Decimal(fill.Quantity);
        w.Decimal(fill.Price);
        w.Time(fill.At);
        w.DecimalOr(fill.Fee, 0m);
        w.IdOrNull(fill.FeeAsset);
        w.WordOr(fill.Liquidity, LiquiditySide.Unknown);
        w.NumberOrNull(fill.Sequence);
        w.Flag(fill.IsPlaceholder);
        w.TimeOrNull(fill.CoversUntil);
        w.Flag(fill.IsPriceUnknown);
        w.Flag(fill.IsCarried);
        w.IdOrNull(fill.Offsets);
        w.List(fill.Allocations, Write);
        w.End(outer);
    }

    internal static FillSnapshot Fill(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var fill = new FillSnapshot
        {
            Trade = r.Trade(),
            Order = r.ClientOrder(),
            Account = r.Account(),
            Instrument = r.Instrument(),
            Side = r.Word<OrderSide>(),
            Quantity = r.Decimal(),
            Price = r.Decimal(),
            At = r.Time(),
            Fee = r.DecimalOr(0m),
            FeeAsset = r.AssetOrNull(),
            Liquidity = r.WordOr(LiquiditySide.Unknown),
            Sequence = r.NumberOrNull(),
            IsPlaceholder = r.Flag(),
            CoversUntil = r.TimeOrNull(),
            IsPriceUnknown = r.Flag(),
            IsCarried = r.Flag(),
            Offsets = r.TradeOrNull(),
            Allocations = r.List(Allocation),
        };
        r.End(outer);
        return fill;
    }

    private static void Write(ref PackWriter w, FillAllocation allocation)
    {
        PackScope outer = w.Begin();
        w.Id(allocation.Strategy);
        w.Decimal(allocation.Quantity);
        w.End(outer);
    }

    private static FillAllocation Allocation(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var allocation = new FillAllocation(r.Strategy(), r.Decimal());
        r.End(outer);
        return allocation;
    }
}

namespace PositionRecovery.Binance;

/// <summary>Orders of the service for conditional orders: openAlgoOrders, allAlgoOrders, algoOrder.</summary>
internal static class AlgoOrderRows
{
    internal static Page<OrderReport> Read(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many) =>
        Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) => Read(ref row, n));

    private static OrderReport? Read(ref RowCursor row, Naming names)
    {
        var r = default(Values);
        while (row.NextField())
        {
            ReadField(ref row, names, ref r);
        }

        OrderSide side = Words.Side(r.Side);
        PositionSide leg = Words.PositionSide(r.PositionSide);
        if (r.Instrument is null || r.Id is null || r.Side is null || r.Status is null)
        {
            row.Blame(Faults.Missing(r.Instrument is null ? "symbol"
                : r.Id is null ? "algoId" : r.Side is null ? "side" : "algoStatus"));
        }
        else if (side == OrderSide.Unknown || leg == PositionSide.Unknown)
        {
            row.Blame(side == OrderSide.Unknown ? $"side is '{r.Side}'" : $"positionSide is '{r.PositionSide}'");
        }

        if (row.Fault is not null)
        {
            return null;
        }

        OrderStatus status = Words.AlgoStatus(r.Status, r.EngineOrder is not null);
        return new OrderReport
        {
            Account = names.Account,
            Instrument = r.Instrument!.Value,
            ClientOrder = r.ClientId is null ? null : new ClientOrderId(r.ClientId),
            VenueOrder = new VenueOrderId(r.Id!),
            Class = OrderClass.Conditional,
            Side = side,
            Type = Words.Type(r.OrderType ?? r.Type, r.TimeInForce, isSpot: false),
            Status = status,
            RawStatus = r.Status,
            Quantity = r.Quantity,

            // What waits, or never came to work, executed nothing. What it executed otherwise is told by the order that
            // came of it.
            Filled = r.EngineOrder is null && status is not (OrderStatus.Unknown or OrderStatus.Triggered) ? 0m : null,
            Price = r.Price,
            TriggerPrice = r.TriggerPrice is null or 0m ? r.ActivatePrice : r.TriggerPrice,
            TimeInForce = Words.TimeInForce(r.TimeInForce),
            PositionSide = leg,
            IsReduceOnly = (r.IsReduceOnly ?? false) || (r.IsClosePosition ?? false),
            CreatedAt = r.CreatedAt,
            UpdatedAt = r.UpdatedAt ?? r.TriggeredAt ?? r.CreatedAt,
            Origin = Words.Origin(r.ClientId, null),
            ReplacedBy = r.EngineOrder is null ? null : new VenueOrderId(r.EngineOrder),
        };
    }

    private static void ReadField(ref RowCursor row, Naming names, ref Values r)
    {
        ReadOnlySpan<byte> name = row.Field;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("side"u8):
                r.Side = row.Text();
                break;
            case 4 when name.SequenceEqual("type"u8):
                r.Type = row.Text();
                break;
            case 5 when name.SequenceEqual("price"u8):
                r.Price = row.Amount();
                break;
            case 6 when name.SequenceEqual("symbol"u8):
                r.Instrument = row.Instrument(names);
                break;
            case 6 when name.SequenceEqual("algoId"u8):
                r.Id = row.Id();
                break;
            case 8 when name.SequenceEqual("quantity"u8):
                r.Quantity = row.Amount();
                break;
            case 9 when name.SequenceEqual("orderType"u8):
                r.OrderType = row.Text();
                break;
            case >= 10:
                ReadLong(ref row, name, ref r);
                break;
        }
    }

    private static void ReadLong(ref RowCursor row, ReadOnlySpan<byte> name, ref Values r)
    {
        switch (name.Length)
        {
            case 10 when name.SequenceEqual("algoStatus"u8):
                r.Status = row.Text();
                break;
            case 10 when name.SequenceEqual("createTime"u8):
                r.CreatedAt = row.Time();
                break;
            case 10 when name.SequenceEqual("updateTime"u8):
                r.UpdatedAt = row.Time();
                break;
            case 10 when name.SequenceEqual("reduceOnly"u8):
                r.IsReduceOnly = row.Flag();
                break;
            case 11 when name.SequenceEqual("triggerTime"u8):
                r.TriggeredAt = row.Time();
                break;
            case 11 when name.SequenceEqual("timeInForce"u8):
                r.TimeInForce = row.Text();
                break;
            case 12 when name.SequenceEqual("triggerPrice"u8):
                r.TriggerPrice = row.Amount();
                break;
            case 12 when name.SequenceEqual("positionSide"u8):
                r.PositionSide = row.Text();
                break;
            case 12 when name.SequenceEqual("clientAlgoId"u8):
                r.ClientId = row.Text();
                break;
            case 13 when name.SequenceEqual("actualOrderId"u8):
                r.EngineOrder = row.Id() is { } id && id != "0" ? id : null;
                break;
            case 13 when name.SequenceEqual("activatePrice"u8):
                r.ActivatePrice = row.Amount();
                break;
            case 13 when name.SequenceEqual("closePosition"u8):
                r.IsClosePosition = row.Flag();
                break;
        }
    }

    private struct Values
    {
        internal InstrumentId? Instrument;
        internal string? Id;
        internal string? ClientId;
        internal string? Side;
        internal string? Status;
        internal string? Type;
        internal string? OrderType;
        internal string? TimeInForce;
        internal string? PositionSide;
        internal string? EngineOrder;
        internal decimal? Price;
        internal decimal? Quantity;
        internal decimal? TriggerPrice;
        internal decimal? ActivatePrice;
        internal bool? IsReduceOnly;
        internal bool? IsClosePosition;
        internal DateTimeOffset? CreatedAt;
        internal DateTimeOffset? UpdatedAt;
        internal DateTimeOffset? TriggeredAt;
    }
}

namespace PositionRecovery.Binance;

/// <summary>Orders of the ordinary service: openOrders, allOrders, forceOrders, order, and what placing and canceling
/// answer.</summary>
internal static class OrderRows
{
    internal static Page<OrderReport> Futures(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many) =>
        Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) => Read(ref row, n, false));

    internal static Page<OrderReport> Spot(ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many) =>
        Rows.Read(body, names, limit, static (ref RowCursor row, Naming n) => Read(ref row, n, true));

    internal static Page<OrderReport> Of(
        BinanceProduct product, ReadOnlyMemory<byte> body, Naming names, int limit = Rows.Many) =>
        product == BinanceProduct.Spot ? Spot(body, names, limit) : Futures(body, names, limit);

    private static OrderReport? Read(ref RowCursor row, Naming names, bool isSpot)
    {
        var r = default(Values);
        while (row.NextField())
        {
            ReadField(ref row, names, ref r);
        }

        if (r.Instrument is not { } instrument || r.Id is null || r.Side is null || r.Status is null)
        {
            row.Blame(Faults.Missing(r.Instrument is null ? "symbol"
                : r.Id is null ? "orderId" : r.Side is null ? "side" : "status"));
        }
        else if (row.Fault is null && Checked(ref row, r, out OrderSide side, out PositionSide leg))
        {
            string? clientId = r.OriginalClientId ?? r.ClientId;
            string? type = r.Type ?? r.OriginalType;
            return new OrderReport
            {
                Account = names.Account,
                Instrument = instrument,
                ClientOrder = clientId is null ? null : new ClientOrderId(clientId),
                VenueOrder = new VenueOrderId(r.Id),
                Side = side,
                Type = Words.Type(type, r.TimeInForce, isSpot),
                Status = Words.Status(r.Status),
                RawStatus = r.Status,
                Quantity = r.Quantity,
                Filled = r.Filled,
                AveragePrice = AverageOf(r),
                Price = r.Price,
                TriggerPrice = r.StopPrice is null or 0m ? r.ActivatePrice : r.StopPrice,
                TimeInForce = Words.TimeInForce(r.TimeInForce),
                PositionSide = leg,
                IsReduceOnly = (r.IsReduceOnly ?? false) || (r.IsClosePosition ?? false),
                CreatedAt = r.CreatedAt,
                UpdatedAt = r.UpdatedAt ?? r.CreatedAt,
                Origin = Words.Origin(clientId, r.Status),
                Reason = r.ExpiryReason,
            };
        }

        return null;
    }

    /// <summary>Without a side an order says nothing.</summary>
    private static bool Checked(ref RowCursor row, in Values r, out OrderSide side, out PositionSide leg)
    {
        side = Words.Side(r.Side);
        leg = Words.PositionSide(r.PositionSide);
        if (side == OrderSide.Unknown)
        {
            row.Blame($"side is '{r.Side}'");
        }

        if (leg == PositionSide.Unknown)
        {
            row.Blame($"positionSide is '{r.PositionSide}'");
        }

        return row.Fault is null;
    }

    /// <summary>Spot tells what was paid in all; a negative amount is one it does not know.</summary>
    private static decimal? AverageOf(in Values r) =>
        r.AveragePrice is { } told ? told
        : r is { Filled: > 0m, Paid: > 0m } ? r.Paid / r.Filled
        : null;

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
            case 4 when name.SequenceEqual("time"u8):
                r.CreatedAt = row.Time() ?? r.CreatedAt;
                break;
            case 5 when name.SequenceEqual("price"u8):
                r.Price = row.Amount();
                break;
            case 6 when name.SequenceEqual("symbol"u8):
                r.Instrument = row.Instrument(names);
                break;
            case 6 when name.SequenceEqual("status"u8):
                r.Status = row.Text();
                break;
            case 7 when name.SequenceEqual("orderId"u8):
                r.Id = row.Id();
                break;
            case 7 when name.SequenceEqual("origQty"u8):
                r.Quantity = row.Amount();
                break;
            case 8 when name.SequenceEqual("avgPrice"u8):
                r.AveragePrice = row.Amount();
                break;
            case 8 when name.SequenceEqual("cumQuote"u8):
                r.Paid = row.Amount();
                break;
            case 8 when name.SequenceEqual("origType"u8):
                r.OriginalType = row.Text();
                break;
            case 9 when name.SequenceEqual("stopPrice"u8):
                r.StopPrice = row.Amount();
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
            case 10 when name.SequenceEqual("reduceOnly"u8):
                r.IsReduceOnly = row.Flag();
                break;
            case 10 when name.SequenceEqual("updateTime"u8):
                r.UpdatedAt = row.Time();
                break;
            case 11 when name.SequenceEqual("executedQty"u8):
                r.Filled = row.Amount();
                break;
            case 11 when name.SequenceEqual("timeInForce"u8):
                r.TimeInForce = row.Text();
                break;
            case 12 when name.SequenceEqual("positionSide"u8):
                r.PositionSide = row.Text();
                break;
            case 12 when name.SequenceEqual("transactTime"u8):
                r.UpdatedAt ??= row.Time();
                break;
            case 12 when name.SequenceEqual("expiryReason"u8):
                r.ExpiryReason = row.Text();
                break;
            case 13 when name.SequenceEqual("clientOrderId"u8):
                r.ClientId = row.Text();
                break;
            case 13 when name.SequenceEqual("closePosition"u8):
                r.IsClosePosition = row.Flag();
                break;
            case 13 when name.SequenceEqual("activatePrice"u8):
                r.ActivatePrice = row.Amount();
                break;
            case 17 when name.SequenceEqual("origClientOrderId"u8):
                r.OriginalClientId = row.Text(); // where there is one, clientOrderId names the cancellation
                break;
            case 19 when name.SequenceEqual("cummulativeQuoteQty"u8):
                r.Paid = row.Amount();
                break;
        }
    }

    private struct Values
    {
        internal InstrumentId? Instrument;
        internal string? Id;
        internal string? ClientId;
        internal string? OriginalClientId;
        internal string? Side;
        internal string? Status;
        internal string? Type;
        internal string? OriginalType;
        internal string? TimeInForce;
        internal string? PositionSide;
        internal string? ExpiryReason;
        internal decimal? Price;
        internal decimal? Quantity;
        internal decimal? Filled;
        internal decimal? AveragePrice;
        internal decimal? Paid;
        internal decimal? StopPrice;
        internal decimal? ActivatePrice;
        internal bool? IsReduceOnly;
        internal bool? IsClosePosition;
        internal DateTimeOffset? CreatedAt;
        internal DateTimeOffset? UpdatedAt;
    }
}

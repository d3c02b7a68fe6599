using System.Text.Json;

namespace PositionRecovery;

/// <summary>Orders and executions as JSON. Each type is read and written side by side, so that a member missing on one
/// side shows.</summary>
internal static class JsonOrders
{
    internal static OrderSnapshot Order(JsonCursor at) => at.Object(static o => new OrderSnapshot
    {
        Intent = o.Required("intent", Intent),
        Status = o.Required("status", JsonScalar.Word<OrderStatus>),
        VenueOrder = o.Nullable("venueOrder", JsonIds.VenueOrder),
        Filled = o.Or("filled", JsonScalar.Decimal, 0m),
        AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
        Fills = o.List("fills", Fill),
        IsExternal = o.Or("isExternal", JsonScalar.Bool, false),
        Origin = o.Or("origin", JsonScalar.Word<OrderOrigin>, OrderOrigin.Own),
        PriorVenueOrders = o.List("priorVenueOrders", JsonIds.VenueOrder),
        PriorStatus = o.Nullable("priorStatus", JsonScalar.Word<OrderStatus>),
        IntendedAt = o.Nullable("intendedAt", JsonScalar.Time),
        SendDeadline = o.Nullable("sendDeadline", JsonScalar.Time),
        RequestedAt = o.Nullable("requestedAt", JsonScalar.Time),
        CreatedAt = o.Nullable("createdAt", JsonScalar.Time),
        UpdatedAt = o.Nullable("updatedAt", JsonScalar.Time),
        IsInferredTerminal = o.Or("isInferredTerminal", JsonScalar.Bool, false),
        Reason = o.Optional("reason", JsonScalar.Text),
    });

    internal static void Write(Utf8JsonWriter writer, OrderSnapshot order)
    {
        writer.WriteStartObject();
        writer.PutObject("intent", order.Intent, Write);
        writer.PutWord("status", order.Status);
        writer.PutId("venueOrder", order.VenueOrder);
        writer.Put("filled", order.Filled);
        writer.Put("averagePrice", order.AveragePrice);
        writer.PutList("fills", order.Fills, Write);
        writer.Put("isExternal", order.IsExternal);
        writer.PutWord("origin", order.Origin);
        writer.PutIds("priorVenueOrders", order.PriorVenueOrders);
        writer.PutWord("priorStatus", order.PriorStatus);
        writer.Put("intendedAt", order.IntendedAt);
        writer.Put("sendDeadline", order.SendDeadline);
        writer.Put("requestedAt", order.RequestedAt);
        writer.Put("createdAt", order.CreatedAt);
        writer.Put("updatedAt", order.UpdatedAt);
        writer.Put("isInferredTerminal", order.IsInferredTerminal);
        writer.Put("reason", order.Reason);
        writer.WriteEndObject();
    }

    internal static OrderIntent Intent(JsonCursor at) => at.Object(static o => new OrderIntent
    {
        Id = o.Required("id", JsonIds.ClientOrder),
        Strategy = o.Required("strategy", JsonIds.Strategy),
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        Side = o.Required("side", JsonScalar.Word<OrderSide>),
        Type = o.Required("type", JsonScalar.Word<OrderType>),
        Quantity = o.Required("quantity", JsonScalar.Decimal),
        Price = o.Nullable("price", JsonScalar.Decimal),
        TriggerPrice = o.Nullable("triggerPrice", JsonScalar.Decimal),
        PositionSide = o.Or("positionSide", JsonScalar.Word<PositionSide>, PositionSide.Net),
        Action = o.Or("action", JsonScalar.Word<OrderAction>, OrderAction.Enter),
        IsReduceOnly = o.Or("isReduceOnly", JsonScalar.Bool, false),
        Class = o.Or("class", JsonScalar.Word<OrderClass>, OrderClass.Regular),
        TimeInForce = o.Or("timeInForce", JsonScalar.Word<TimeInForce>, TimeInForce.Unknown),
    });

    internal static void Write(Utf8JsonWriter writer, OrderIntent intent)
    {
        writer.WriteStartObject();
        writer.PutId("id", intent.Id);
        writer.PutId("strategy", intent.Strategy);
        writer.PutId("account", intent.Account);
        writer.PutId("instrument", intent.Instrument);
        writer.PutWord("side", intent.Side);
        writer.PutWord("type", intent.Type);
        writer.Put("quantity", intent.Quantity);
        writer.Put("price", intent.Price);
        writer.Put("triggerPrice", intent.TriggerPrice);
        writer.PutWord("positionSide", intent.PositionSide);
        writer.PutWord("action", intent.Action);
        writer.Put("isReduceOnly", intent.IsReduceOnly);
        writer.PutWord("class", intent.Class);
        writer.PutWord("timeInForce", intent.TimeInForce);
        writer.WriteEndObject();
    }

    internal static FillSnapshot Fill(JsonCursor at) => at.Object(static o => new FillSnapshot
    {
        Trade = o.Required("trade", JsonIds.Trade),
        Order = o.Required("order", JsonIds.ClientOrder),
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        Side = o.Required("side", JsonScalar.Word<OrderSide>),
        Quantity = o.Required("quantity", JsonScalar.Decimal),
        Price = o.Required("price", JsonScalar.Decimal),
        IsPriceUnknown = o.Or("isPriceUnknown", JsonScalar.Bool, false),
        Fee = o.Or("fee", JsonScalar.Decimal, 0m),
        FeeAsset = o.Nullable("feeAsset", JsonIds.Asset),
        At = o.Required("at", JsonScalar.Time),
        IsPlaceholder = o.Or("isPlaceholder", JsonScalar.Bool, false),
        IsCarried = o.Or("isCarried", JsonScalar.Bool, false),
        CoversUntil = o.Nullable("coversUntil", JsonScalar.Time),
        Offsets = o.Nullable("offsets", JsonIds.Trade),
        Sequence = o.Nullable("sequence", JsonScalar.Long),
        Liquidity = o.Or("liquidity", JsonScalar.Word<LiquiditySide>, LiquiditySide.Unknown),
        Allocations = o.List("allocations", Allocation),
    });

    internal static void Write(Utf8JsonWriter writer, FillSnapshot fill)
    {
        writer.WriteStartObject();
        writer.PutId("trade", fill.Trade);
        writer.PutId("order", fill.Order);
        writer.PutId("account", fill.Account);
        writer.PutId("instrument", fill.Instrument);
        writer.PutWord("side", fill.Side);
        writer.Put("quantity", fill.Quantity);
        writer.Put("price", fill.Price);
        writer.Put("isPriceUnknown", fill.IsPriceUnknown);
        writer.Put("fee", fill.Fee);
        writer.PutId("feeAsset", fill.FeeAsset);
        writer.Put("at", fill.At);
        writer.Put("isPlaceholder", fill.IsPlaceholder);
        writer.Put("isCarried", fill.IsCarried);
        writer.Put("coversUntil", fill.CoversUntil);
        writer.PutId("offsets", fill.Offsets);
        writer.Put("sequence", fill.Sequence);
        writer.PutWord("liquidity", fill.Liquidity);
        writer.PutList("allocations", fill.Allocations, Write);
        writer.WriteEndObject();
    }

    private static FillAllocation Allocation(JsonCursor at) => at.Object(static o => new FillAllocation(
        o.Required("strategy", JsonIds.Strategy),
        o.Required("quantity", JsonScalar.Decimal)));

    private static void Write(Utf8JsonWriter writer, FillAllocation allocation)
    {
        writer.WriteStartObject();
        writer.PutId("strategy", allocation.Strategy);
        writer.Put("quantity", allocation.Quantity);
        writer.WriteEndObject();
    }
}

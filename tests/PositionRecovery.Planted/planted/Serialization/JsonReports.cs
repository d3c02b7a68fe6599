using System.Text.Json;

namespace PositionRecovery;

/// <summary>What venues report, as JSON. Orders have a file of their own.</summary>
internal static class JsonReports
{
    private static readonly Dictionary<string, Func<JsonFields, VenueReport>> Kinds = new(StringComparer.Ordinal)
    {
        ["account"] = Account,
        ["balance"] = Balance,
        ["cash-flow"] = CashFlow,
        ["fill"] = Fill,
        ["instrument"] = Instrument,
        ["mark"] = Mark,
        ["order"] = JsonOrderReports.Order,
        ["position"] = Position,
    };

    internal static VenueReport Report(JsonCursor at) => at.OneOf(Kinds);

    internal static void Write(Utf8JsonWriter writer, VenueReport report)
    {
        writer.WriteStartObject();
        writer.Put("kind", report.Kind);
        writer.PutId("account", report.Account);
        switch (report)
        {
            case AccountReport r:
                WriteMembers(writer, r);
                break;
            case BalanceReport r:
                WriteMembers(writer, r);
                break;
            case CashFlowReport r:
                WriteMembers(writer, r);
                break;
            case FillReport r:
                WriteMembers(writer, r);
                break;
            case InstrumentReport r:
                writer.PutObject("definition", r.Definition, JsonCached.Write);
                break;
            case MarkReport r:
                WriteMembers(writer, r);
                break;
            case OrderReport r:
                JsonOrderReports.WriteMembers(writer, r);
                break;
            case PositionReport r:
                WriteMembers(writer, r);
                break;
            default:
                throw JsonWriting.NoForm(report);
        }

        writer.WriteEndObject();
    }

    private static AccountReport Account(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Identity = o.Optional("identity", JsonScalar.Text),
        Mode = o.Or("mode", JsonScalar.Word<PositionMode>, PositionMode.Unknown),
    };

    private static void WriteMembers(Utf8JsonWriter writer, AccountReport report)
    {
        writer.Put("identity", report.Identity);
        writer.PutWord("mode", report.Mode);
    }

    private static BalanceReport Balance(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Asset = o.Required("asset", JsonIds.Asset),
        Total = o.Required("total", JsonScalar.Decimal),
        Available = o.Nullable("available", JsonScalar.Decimal),
    };

    private static void WriteMembers(Utf8JsonWriter writer, BalanceReport report)
    {
        writer.PutId("asset", report.Asset);
        writer.Put("total", report.Total);
        writer.Put("available", report.Available);
    }

    private static CashFlowReport CashFlow(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Id = o.Required("id", JsonIds.Trade),
        FlowKind = o.Required("flowKind", JsonScalar.Word<CashFlowKind>),
        Asset = o.Required("asset", JsonIds.Asset),
        Instrument = o.Nullable("instrument", JsonIds.Instrument),
        Amount = o.Required("amount", JsonScalar.Decimal),
        At = o.Required("at", JsonScalar.Time),
    };

    private static void WriteMembers(Utf8JsonWriter writer, CashFlowReport report)
    {
        writer.PutId("id", report.Id);
        writer.PutWord("flowKind", report.FlowKind);
        writer.PutId("asset", report.Asset);
        writer.PutId("instrument", report.Instrument);
        writer.Put("amount", report.Amount);
        writer.Put("at", report.At);
    }

    private static FillReport Fill(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        Trade = o.Required("trade", JsonIds.Trade),
        ClientOrder = o.Nullable("clientOrder", JsonIds.ClientOrder),
        VenueOrder = o.Nullable("venueOrder", JsonIds.VenueOrder),
        Side = o.Required("side", JsonScalar.Word<OrderSide>),
        PositionSide = o.Or("positionSide", JsonScalar.Word<PositionSide>, PositionSide.Net),
        Quantity = o.Required("quantity", JsonScalar.Decimal),
        Price = o.Required("price", JsonScalar.Decimal),
        Fee = o.Or("fee", JsonScalar.Decimal, 0m),
        FeeAsset = o.Nullable("feeAsset", JsonIds.Asset),
        At = o.Required("at", JsonScalar.Time),
        Sequence = o.Nullable("sequence", JsonScalar.Long),
        Liquidity = o.Or("liquidity", JsonScalar.Word<LiquiditySide>, LiquiditySide.Unknown),
    };

    private static void WriteMembers(Utf8JsonWriter writer, FillReport report)
    {
        writer.PutId("instrument", report.Instrument);
        writer.PutId("trade", report.Trade);
        writer.PutId("clientOrder", report.ClientOrder);
        writer.PutId("venueOrder", report.VenueOrder);
        writer.PutWord("side", report.Side);
        writer.PutWord("positionSide", report.PositionSide);
        writer.Put("quantity", report.Quantity);
        writer.Put("price", report.Price);
        writer.Put("fee", report.Fee);
        writer.PutId("feeAsset", report.FeeAsset);
        writer.Put("at", report.At);
        writer.Put("sequence", report.Sequence);
        writer.PutWord("liquidity", report.Liquidity);
    }

    private static InstrumentReport Instrument(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Definition = o.Required("definition", JsonCached.Instrument),
    };

    private static MarkReport Mark(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        Mark = o.Nullable("mark", JsonScalar.Decimal),
        Bid = o.Nullable("bid", JsonScalar.Decimal),
        Ask = o.Nullable("ask", JsonScalar.Decimal),
        At = o.Nullable("at", JsonScalar.Time),
    };

    private static void WriteMembers(Utf8JsonWriter writer, MarkReport report)
    {
        writer.PutId("instrument", report.Instrument);
        writer.Put("mark", report.Mark);
        writer.Put("bid", report.Bid);
        writer.Put("ask", report.Ask);
        writer.Put("at", report.At);
    }

    private static PositionReport Position(JsonFields o) => new()
    {
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        Side = o.Or("side", JsonScalar.Word<PositionSide>, PositionSide.Net),
        Quantity = o.Required("quantity", JsonScalar.Decimal),
        AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
        MarkPrice = o.Nullable("markPrice", JsonScalar.Decimal),
        LiquidationPrice = o.Nullable("liquidationPrice", JsonScalar.Decimal),
        Leverage = o.Nullable("leverage", JsonScalar.Decimal),
        MarginMode = o.Or("marginMode", JsonScalar.Word<MarginMode>, MarginMode.Unknown),
        UpdatedAt = o.Nullable("updatedAt", JsonScalar.Time),
    };

    private static void WriteMembers(Utf8JsonWriter writer, PositionReport report)
    {
        writer.PutId("instrument", report.Instrument);
        writer.PutWord("side", report.Side);
        writer.Put("quantity", report.Quantity);
        writer.Put("averagePrice", report.AveragePrice);
        writer.Put("markPrice", report.MarkPrice);
        writer.Put("liquidationPrice", report.LiquidationPrice);
        writer.Put("leverage", report.Leverage);
        writer.PutWord("marginMode", report.MarginMode);
        writer.Put("updatedAt", report.UpdatedAt);
    }
}

using System.Text.Json;

namespace PositionRecovery;

/// <summary>Positions, as strategies and accounts keep them, as JSON.</summary>
internal static class JsonBooks
{
    internal static PositionSnapshot Position(JsonCursor at) => at.Object(static o => new PositionSnapshot
    {
        Key = o.Required("key", JsonIds.PositionKey),
        Epoch = o.Nullable("epoch", JsonIds.Epoch),
        Quantity = o.Required("quantity", JsonScalar.Decimal),
        AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
        RealizedPnl = o.Or("realizedPnl", JsonScalar.Decimal, 0m),
        Fees = o.Or("fees", JsonScalar.Decimal, 0m),
        CostBasisAdjustment = o.Or("costBasisAdjustment", JsonScalar.Decimal, 0m),
        OpenedAt = o.Nullable("openedAt", JsonScalar.Time),
        Opening = o.Optional("opening", Opening),
        Adjustments = o.List("adjustments", Adjustment),
    });

    internal static void Write(Utf8JsonWriter writer, PositionSnapshot position)
    {
        writer.WriteStartObject();
        writer.PutObject("key", position.Key, JsonIds.Write);
        writer.PutId("epoch", position.Epoch);
        writer.Put("quantity", position.Quantity);
        writer.Put("averagePrice", position.AveragePrice);
        writer.Put("realizedPnl", position.RealizedPnl);
        writer.Put("fees", position.Fees);
        writer.Put("costBasisAdjustment", position.CostBasisAdjustment);
        writer.Put("openedAt", position.OpenedAt);
        writer.PutObject("opening", position.Opening, Write);
        writer.PutList("adjustments", position.Adjustments, Write);
        writer.WriteEndObject();
    }

    internal static AccountBookSnapshot AccountBook(JsonCursor at) => at.Object(static o => new AccountBookSnapshot
    {
        Key = o.Required("key", JsonIds.BookKey),
        Quantity = o.Required("quantity", JsonScalar.Decimal),
        AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
        RealizedPnl = o.Or("realizedPnl", JsonScalar.Decimal, 0m),
        Fees = o.Or("fees", JsonScalar.Decimal, 0m),
        CostBasisAdjustment = o.Or("costBasisAdjustment", JsonScalar.Decimal, 0m),
        Epoch = o.Nullable("epoch", JsonIds.Epoch),
        Opening = o.Optional("opening", Opening),
        Adjustments = o.List("adjustments", Adjustment),
        AgreedAt = o.Nullable("agreedAt", JsonScalar.Time),
        Leverage = o.Nullable("leverage", JsonScalar.Decimal),
        MarginMode = o.Or("marginMode", JsonScalar.Word<MarginMode>, MarginMode.Unknown),
    });

    internal static void Write(Utf8JsonWriter writer, AccountBookSnapshot book)
    {
        writer.WriteStartObject();
        writer.PutObject("key", book.Key, JsonIds.Write);
        writer.Put("quantity", book.Quantity);
        writer.Put("averagePrice", book.AveragePrice);
        writer.Put("realizedPnl", book.RealizedPnl);
        writer.Put("fees", book.Fees);
        writer.Put("costBasisAdjustment", book.CostBasisAdjustment);
        writer.PutId("epoch", book.Epoch);
        writer.PutObject("opening", book.Opening, Write);
        writer.PutList("adjustments", book.Adjustments, Write);
        writer.Put("agreedAt", book.AgreedAt);
        writer.Put("leverage", book.Leverage);
        writer.PutWord("marginMode", book.MarginMode);
        writer.WriteEndObject();
    }

    private static OpeningBalance Opening(JsonCursor at) => at.Object(static o => new OpeningBalance
    {
        Quantity = o.Or("quantity", JsonScalar.Decimal, 0m),
        AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
        RealizedPnl = o.Or("realizedPnl", JsonScalar.Decimal, 0m),
        CostBasisAdjustment = o.Or("costBasisAdjustment", JsonScalar.Decimal, 0m),
        Fees = o.Or("fees", JsonScalar.Decimal, 0m),
        At = o.Nullable("at", JsonScalar.Time),
        CarriedTrades = o.List("carriedTrades", JsonIds.TradeKey),
    });

    private static void Write(Utf8JsonWriter writer, OpeningBalance opening)
    {
        writer.WriteStartObject();
        writer.Put("quantity", opening.Quantity);
        writer.Put("averagePrice", opening.AveragePrice);
        writer.Put("realizedPnl", opening.RealizedPnl);
        writer.Put("costBasisAdjustment", opening.CostBasisAdjustment);
        writer.Put("fees", opening.Fees);
        writer.Put("at", opening.At);
        writer.PutList("carriedTrades", opening.CarriedTrades, JsonIds.Write);
        writer.WriteEndObject();
    }

    private static BookAdjustment Adjustment(JsonCursor at) => at.Object(static o => new BookAdjustment
    {
        At = o.Required("at", JsonScalar.Time),
        Kind = o.Required("kind", JsonScalar.Word<AdjustmentKind>),
        AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
        Ratio = o.Nullable("ratio", JsonScalar.Decimal),
    });

    private static void Write(Utf8JsonWriter writer, BookAdjustment adjustment)
    {
        writer.WriteStartObject();
        writer.Put("at", adjustment.At);
        writer.PutWord("kind", adjustment.Kind);
        writer.Put("averagePrice", adjustment.AveragePrice);
        writer.Put("ratio", adjustment.Ratio);
        writer.WriteEndObject();
    }
}

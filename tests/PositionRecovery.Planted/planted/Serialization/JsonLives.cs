using System.Text.Json;

namespace PositionRecovery;

/// <summary>Lives of positions and trading sessions as JSON.</summary>
internal static class JsonLives
{
    internal static PositionLife Life(JsonCursor at) => at.Object(static o => new PositionLife
    {
        Key = o.Required("key", JsonIds.PositionKey),
        Epoch = o.Nullable("epoch", JsonIds.Epoch),
        Status = o.Required("status", JsonScalar.Word<PositionStatus>),
        Quantity = o.Or("quantity", JsonScalar.Decimal, 0m),
        PeakQuantity = o.Or("peakQuantity", JsonScalar.Decimal, 0m),
        AverageEntry = o.Nullable("averageEntry", JsonScalar.Decimal),
        AverageExit = o.Nullable("averageExit", JsonScalar.Decimal),
        ExitedQuantity = o.Or("exitedQuantity", JsonScalar.Decimal, 0m),
        RealizedPnl = o.Or("realizedPnl", JsonScalar.Decimal, 0m),
        Fees = o.Or("fees", JsonScalar.Decimal, 0m),
        Funding = o.Or("funding", JsonScalar.Decimal, 0m),
        RealizedBefore = o.Or("realizedBefore", JsonScalar.Decimal, 0m),
        FeesBefore = o.Or("feesBefore", JsonScalar.Decimal, 0m),
        OpenedAt = o.Nullable("openedAt", JsonScalar.Time),
        ClosedAt = o.Nullable("closedAt", JsonScalar.Time),
        UpdatedAt = o.Required("updatedAt", JsonScalar.Time),
        MarkPrice = o.Nullable("markPrice", JsonScalar.Decimal),
        LiquidationPrice = o.Nullable("liquidationPrice", JsonScalar.Decimal),
        Leverage = o.Nullable("leverage", JsonScalar.Decimal),
        StopLoss = o.Nullable("stopLoss", JsonScalar.Decimal),
        TakeProfit = o.Nullable("takeProfit", JsonScalar.Decimal),
        ExitReason = o.Optional("exitReason", JsonScalar.Text),
        Orders = o.List("orders", JsonIds.ClientOrder),
        CashFlows = o.List("cashFlows", JsonIds.Trade),
        QuarantineReason = o.Optional("quarantineReason", JsonScalar.Text),
    });

    internal static void Write(Utf8JsonWriter writer, PositionLife life)
    {
        writer.WriteStartObject();
        writer.PutObject("key", life.Key, JsonIds.Write);
        writer.PutId("epoch", life.Epoch);
        writer.PutWord("status", life.Status);
        writer.Put("quantity", life.Quantity);
        writer.Put("peakQuantity", life.PeakQuantity);
        writer.Put("averageEntry", life.AverageEntry);
        writer.Put("averageExit", life.AverageExit);
        writer.Put("exitedQuantity", life.ExitedQuantity);
        writer.Put("realizedPnl", life.RealizedPnl);
        writer.Put("fees", life.Fees);
        writer.Put("funding", life.Funding);
        writer.Put("realizedBefore", life.RealizedBefore);
        writer.Put("feesBefore", life.FeesBefore);
        writer.Put("openedAt", life.OpenedAt);
        writer.Put("closedAt", life.ClosedAt);
        writer.Put("updatedAt", life.UpdatedAt);
        writer.Put("markPrice", life.MarkPrice);
        writer.Put("liquidationPrice", life.LiquidationPrice);
        writer.Put("leverage", life.Leverage);
        writer.Put("stopLoss", life.StopLoss);
        writer.Put("takeProfit", life.TakeProfit);
        writer.Put("exitReason", life.ExitReason);
        writer.PutIds("orders", life.Orders);
        writer.PutIds("cashFlows", life.CashFlows);
        writer.Put("quarantineReason", life.QuarantineReason);
        writer.WriteEndObject();
    }

    internal static SessionSnapshot Session(JsonCursor at) => at.Object(static o => new SessionSnapshot
    {
        Id = o.Required("id", JsonIds.Session),
        Status = o.Required("status", JsonScalar.Word<SessionStatus>),
        StartedAt = o.Required("startedAt", JsonScalar.Time),
        EndedAt = o.Nullable("endedAt", JsonScalar.Time),
        Resumes = o.Nullable("resumes", JsonIds.Session),
        InitialCapital = o.Nullable("initialCapital", JsonScalar.Decimal),
        FinalCapital = o.Nullable("finalCapital", JsonScalar.Decimal),
        Instruments = o.List("instruments", JsonIds.Instrument),
        Parameters = o.List("parameters", Parameter),
        Orders = o.Or("orders", JsonScalar.Long, 0L),
        Fills = o.Or("fills", JsonScalar.Long, 0L),
        Wins = o.Or("wins", JsonScalar.Long, 0L),
        Losses = o.Or("losses", JsonScalar.Long, 0L),
    });

    internal static void Write(Utf8JsonWriter writer, SessionSnapshot session)
    {
        writer.WriteStartObject();
        writer.PutId("id", session.Id);
        writer.PutWord("status", session.Status);
        writer.Put("startedAt", session.StartedAt);
        writer.Put("endedAt", session.EndedAt);
        writer.PutId("resumes", session.Resumes);
        writer.Put("initialCapital", session.InitialCapital);
        writer.Put("finalCapital", session.FinalCapital);
        writer.PutIds("instruments", session.Instruments);
        writer.PutList("parameters", session.Parameters, Write);
        writer.Put("orders", session.Orders);
        writer.Put("fills", session.Fills);
        writer.Put("wins", session.Wins);
        writer.Put("losses", session.Losses);
        writer.WriteEndObject();
    }

    private static KeyValuePair<string, string> Parameter(JsonCursor at) => at.Object(static o =>
        new KeyValuePair<string, string>(
            o.Required("name", JsonScalar.Text), o.Required("value", JsonScalar.Text)));

    private static void Write(Utf8JsonWriter writer, KeyValuePair<string, string> parameter)
    {
        writer.WriteStartObject();
        writer.Put("name", parameter.Key);
        writer.Put("value", parameter.Value);
        writer.WriteEndObject();
    }
}

using System.Text.Json;

namespace PositionRecovery;

/// <summary>Plans as JSON.</summary>
internal static class JsonPlan
{
    internal static ReconciliationPlan Plan(JsonCursor at) => at.Object(static o => new ReconciliationPlan
    {
        Id = o.Required("id", JsonIds.Plan),
        Matched = o.Required("matched", JsonScalar.Long),
        Diff = o.RequiredList("diff", Discrepancy),
        SyntheticOrders = o.RequiredList("syntheticOrders", SyntheticOrder),
        Events = o.RequiredList("events", JsonEvents.Event),
        Questions = o.RequiredList("questions", Question),
        Verdicts = o.RequiredList("verdicts", Verdict),
        Projected = o.Required("projected", JsonCached.Snapshot),
    });

    /// <summary>Writes the members of a plan into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, ReconciliationPlan plan)
    {
        writer.PutId("id", plan.Id);
        writer.Put("matched", plan.Matched);
        writer.PutWholeList("diff", plan.Diff, Write);
        writer.PutWholeList("syntheticOrders", plan.SyntheticOrders, Write);
        writer.PutWholeList("events", plan.Events, JsonEvents.Write);
        writer.PutWholeList("questions", plan.Questions, Write);
        writer.PutWholeList("verdicts", plan.Verdicts, Write);
        writer.WriteStartObject("projected");
        JsonCached.WriteMembers(writer, plan.Projected);
        writer.WriteEndObject();
    }

    private static Discrepancy Discrepancy(JsonCursor at) => at.Object(static o => new Discrepancy
    {
        Kind = o.Required("kind", JsonScalar.Word<DiscrepancyKind>),
        Severity = o.Required("severity", JsonScalar.Word<Severity>),
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Nullable("instrument", JsonIds.Instrument),
        Side = o.Nullable("side", JsonScalar.Word<PositionSide>),
        Order = o.Nullable("order", JsonIds.ClientOrder),
        Asset = o.Nullable("asset", JsonIds.Asset),
        Cached = o.Optional("cached", JsonScalar.Text),
        Venue = o.Optional("venue", JsonScalar.Text),
        Evidence = o.Optional("evidence", JsonQueries.Query),
        Action = o.Required("action", JsonScalar.Word<DiscrepancyAction>),
        Explanation = o.Required("explanation", JsonScalar.Text),
    });

    private static void Write(Utf8JsonWriter writer, Discrepancy discrepancy)
    {
        writer.WriteStartObject();
        writer.PutWord("kind", discrepancy.Kind);
        writer.PutWord("severity", discrepancy.Severity);
        writer.PutId("account", discrepancy.Account);
        writer.PutId("instrument", discrepancy.Instrument);
        writer.PutWord("side", discrepancy.Side);
        writer.PutId("order", discrepancy.Order);
        writer.PutId("asset", discrepancy.Asset);
        writer.Put("cached", discrepancy.Cached);
        writer.Put("venue", discrepancy.Venue);
        writer.PutObject("evidence", discrepancy.Evidence, JsonQueries.Write);
        writer.PutWord("action", discrepancy.Action);
        writer.Put("explanation", discrepancy.Explanation);
        writer.WriteEndObject();
    }

    private static SyntheticOrder SyntheticOrder(JsonCursor at) => at.Object(static o => new SyntheticOrder
    {
        Id = o.Required("id", JsonIds.ClientOrder),
        Key = o.Required("key", JsonIds.PositionKey),
        SignedQuantity = o.Required("signedQuantity", JsonScalar.Decimal),
        Price = o.Nullable("price", JsonScalar.Decimal),
        PriceLevel = o.Required("priceLevel", JsonScalar.Word<PriceLevel>),
        IsReduceOnly = o.Or("isReduceOnly", JsonScalar.Bool, false),
    });

    private static void Write(Utf8JsonWriter writer, SyntheticOrder order)
    {
        writer.WriteStartObject();
        writer.PutId("id", order.Id);
        writer.PutObject("key", order.Key, JsonIds.Write);
        writer.Put("signedQuantity", order.SignedQuantity);
        writer.Put("price", order.Price);
        writer.PutWord("priceLevel", order.PriceLevel);
        writer.Put("isReduceOnly", order.IsReduceOnly);
        writer.WriteEndObject();
    }

    private static Question Question(JsonCursor at) => at.Object(static o => new Question
    {
        Query = o.Required("query", JsonQueries.Query),
        Reason = o.Required("reason", JsonScalar.Text),
    });

    private static void Write(Utf8JsonWriter writer, Question question)
    {
        writer.WriteStartObject();
        writer.PutObject("query", question.Query, JsonQueries.Write);
        writer.Put("reason", question.Reason);
        writer.WriteEndObject();
    }

    private static InstrumentVerdict Verdict(JsonCursor at) => at.Object(static o => new InstrumentVerdict
    {
        Account = o.Required("account", JsonIds.Account),
        Instrument = o.Required("instrument", JsonIds.Instrument),
        Side = o.Or("side", JsonScalar.Word<PositionSide>, PositionSide.Net),
        Verdict = o.Required("verdict", JsonScalar.Word<Verdict>),
        Explanation = o.Required("explanation", JsonScalar.Text),
        IsPending = o.Or("isPending", JsonScalar.Bool, false),
        IsWithheld = o.Or("isWithheld", JsonScalar.Bool, false),
    });

    private static void Write(Utf8JsonWriter writer, InstrumentVerdict verdict)
    {
        writer.WriteStartObject();
        writer.PutId("account", verdict.Account);
        writer.PutId("instrument", verdict.Instrument);
        writer.PutWord("side", verdict.Side);
        writer.PutWord("verdict", verdict.Verdict);
        writer.Put("explanation", verdict.Explanation);
        writer.Put("isPending", verdict.IsPending);
        writer.Put("isWithheld", verdict.IsWithheld);
        writer.WriteEndObject();
    }
}

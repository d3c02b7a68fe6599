using System.Text.Json;

namespace PositionRecovery;

/// <summary>Events of normal running as JSON: intents, cash flows, marks, quarantine, sessions and housekeeping.
/// </summary>
internal static class JsonStateEvents
{
    internal static readonly IReadOnlyDictionary<string, Func<JsonFields, ExecutionEvent>> Kinds =
        new Dictionary<string, Func<JsonFields, ExecutionEvent>>(StringComparer.Ordinal)
        {
            ["order-intended"] = static o => new OrderIntendedEvent
            {
                At = At(o), Cause = Cause(o),
                Intent = o.Required("intent", JsonOrders.Intent),
                SendDeadline = o.Nullable("sendDeadline", JsonScalar.Time),
            },
            ["cash-flow-recorded"] = static o => new CashFlowRecordedEvent
            {
                At = At(o), Cause = Cause(o),
                Account = o.Required("account", JsonIds.Account),
                Id = o.Required("id", JsonIds.Trade),
                FlowKind = o.Required("flowKind", JsonScalar.Word<CashFlowKind>),
                Asset = o.Required("asset", JsonIds.Asset),
                Amount = o.Required("amount", JsonScalar.Decimal),
                Instrument = o.Nullable("instrument", JsonIds.Instrument),
                PositionSide = o.Or("positionSide", JsonScalar.Word<PositionSide>, PositionSide.Net),
            },
            ["position-marked"] = static o => new PositionMarkedEvent
            {
                At = At(o), Cause = Cause(o), Key = Key(o),
                MarkPrice = o.Required("markPrice", JsonScalar.Decimal),
                LiquidationPrice = o.Nullable("liquidationPrice", JsonScalar.Decimal),
                Leverage = o.Nullable("leverage", JsonScalar.Decimal),
            },
            ["position-quarantined"] = static o => new PositionQuarantinedEvent
            {
                At = At(o), Cause = Cause(o), Key = Key(o), Reason = Reason(o),
            },
            ["position-released"] = static o => new PositionReleasedEvent
            {
                At = At(o), Cause = Cause(o), Key = Key(o), Reason = Reason(o),
            },
            ["session-started"] = static o => new SessionStartedEvent
            {
                At = At(o), Cause = Cause(o), Session = o.Required("session", JsonLives.Session),
            },
            ["session-stopped"] = static o => new SessionStoppedEvent
            {
                At = At(o), Cause = Cause(o), Session = o.Required("session", JsonIds.Session),
                FinalCapital = o.Nullable("finalCapital", JsonScalar.Decimal),
            },
            ["session-crashed"] = static o => new SessionCrashedEvent
            {
                At = At(o), Cause = Cause(o), Session = o.Required("session", JsonIds.Session),
            },
            ["operator-acted"] = static o => new OperatorActedEvent
            {
                At = At(o), Cause = Cause(o),
                Operator = o.Required("operator", JsonScalar.Text),
                Action = o.Required("action", JsonScalar.Text),
                Reason = Reason(o),
            },
            ["state-purged"] = static o => new StatePurgedEvent
            {
                At = At(o), Cause = Cause(o),
                OrdersBefore = o.Required("ordersBefore", JsonScalar.Time),
                PositionsBefore = o.Required("positionsBefore", JsonScalar.Time),
                TradesBefore = o.Required("tradesBefore", JsonScalar.Time),
            },
            ["recovery-advanced"] = static o => new RecoveryAdvancedEvent
            {
                At = At(o), Cause = Cause(o),
                Correlation = o.Required("correlation", JsonScalar.Text),
                Phase = o.Required("phase", JsonScalar.Word<RecoveryPhase>),
                Message = o.Required("message", JsonScalar.Text),
                Duration = o.Required("duration", JsonScalar.Span),
            },
            ["state-flushed"] = static o => new StateFlushedEvent { At = At(o), Cause = Cause(o), Reason = Reason(o) },
            ["strategy-state-saved"] = static o => new StrategyStateSavedEvent
            {
                At = At(o), Cause = Cause(o),
                Strategy = o.Required("strategy", JsonIds.Strategy),
                Part = o.Required("part", JsonScalar.Word<StrategyStatePart>),
                State = o.Required("state", JsonStates.State),
            },
        };

    /// <summary>Writes the members of an event into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, ExecutionEvent happened)
    {
        switch (happened)
        {
            case OrderIntendedEvent e:
                writer.PutObject("intent", e.Intent, JsonOrders.Write);
                writer.Put("sendDeadline", e.SendDeadline);
                break;
            case CashFlowRecordedEvent e:
                Write(writer, e);
                break;
            case PositionMarkedEvent e:
                writer.PutObject("key", e.Key, JsonIds.Write);
                writer.Put("markPrice", e.MarkPrice);
                writer.Put("liquidationPrice", e.LiquidationPrice);
                writer.Put("leverage", e.Leverage);
                break;
            case PositionQuarantinedEvent e:
                writer.PutObject("key", e.Key, JsonIds.Write);
                writer.Put("reason", e.Reason);
                break;
            case PositionReleasedEvent e:
                writer.PutObject("key", e.Key, JsonIds.Write);
                writer.Put("reason", e.Reason);
                break;
            case SessionStartedEvent e:
                writer.PutObject("session", e.Session, JsonLives.Write);
                break;
            case SessionStoppedEvent e:
                writer.PutId("session", e.Session);
                writer.Put("finalCapital", e.FinalCapital);
                break;
            case SessionCrashedEvent e:
                writer.PutId("session", e.Session);
                break;
            case OperatorActedEvent e:
                writer.Put("operator", e.Operator);
                writer.Put("action", e.Action);
                writer.Put("reason", e.Reason);
                break;
            case StatePurgedEvent e:
                writer.Put("ordersBefore", e.OrdersBefore);
                writer.Put("positionsBefore", e.PositionsBefore);
                writer.Put("tradesBefore", e.TradesBefore);
                break;
            case RecoveryAdvancedEvent e:
                writer.Put("correlation", e.Correlation);
                writer.PutWord("phase", e.Phase);
                writer.Put("message", e.Message);
                writer.Put("duration", e.Duration);
                break;
            case StateFlushedEvent e:
                writer.Put("reason", e.Reason);
                break;
            case StrategyStateSavedEvent e:
                writer.PutId("strategy", e.Strategy);
                writer.PutWord("part", e.Part);
                writer.PutObject("state", e.State, JsonStates.Write);
                break;
            default:
                throw JsonWriting.NoForm(happened);
        }
    }

    private static void Write(Utf8JsonWriter writer, CashFlowRecordedEvent flow)
    {
        writer.PutId("account", flow.Account);
        writer.PutId("id", flow.Id);
        writer.PutWord("flowKind", flow.FlowKind);
        writer.PutId("asset", flow.Asset);
        writer.Put("amount", flow.Amount);
        writer.PutId("instrument", flow.Instrument);
        writer.PutWord("positionSide", flow.PositionSide);
    }

    private static DateTimeOffset At(JsonFields o) => o.Required("at", JsonScalar.Time);

    private static string? Cause(JsonFields o) => o.Optional("cause", JsonScalar.Text);

    private static BookKey Key(JsonFields o) => o.Required("key", JsonIds.BookKey);

    private static string Reason(JsonFields o) => o.Required("reason", JsonScalar.Text);
}

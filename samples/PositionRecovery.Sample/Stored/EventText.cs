namespace PositionRecovery.Sample;

/// <summary>Events in words.</summary>
internal static class EventText
{
    /// <summary><c>OrderFilledEvent</c> becomes <c>order filled</c>.</summary>
    public static string Name(ExecutionEvent happened)
    {
        string name = happened.GetType().Name;
        return Words.Split(name.EndsWith("Event", StringComparison.Ordinal) ? name[..^5] : name);
    }

    public static string Details(ExecutionEvent happened)
    {
        string details = happened switch
        {
            OrderEvent e => Of(e),
            OrderFilledEvent { Fill: var f } =>
                $"{f.Order} {Words.Of(f.Side)} {Words.Of(f.Quantity)} @ {Words.Of(f.Price)} of {f.Instrument} ({f.Trade})",
            OrderIntendedEvent { Intent: var i } =>
                $"{i.Id} {StoredView.Describe(i)} of {i.Instrument} for {i.Strategy}",
            OrderImportedEvent { Order.Intent: var i } =>
                $"{i.Id} {StoredView.Describe(i)} of {i.Instrument} for {i.Strategy}",
            AccountChangedEvent e => $"{e.Account.Account}",
            BalanceChangedEvent { Balance: var b } => $"{b.Account} {Words.Of(b.Total)} {b.Asset}",
            CashFlowRecordedEvent e => $"{e.Account} {Words.Of(e.FlowKind)} {Words.Of(e.Amount)} {e.Asset}",
            CostBasisRestatedEvent e => $"{Of(e.Key)} at {Words.Of(e.AveragePrice)}",
            InstrumentDefinedEvent e => $"{e.Definition.Id}",
            OperatorActedEvent e => $"{e.Operator}: {e.Action} ({e.Reason})",
            PositionMarkedEvent e => $"{Of(e.Key)} at {Words.Of(e.MarkPrice)}",
            PositionQuarantinedEvent e => $"{Of(e.Key)}: {e.Reason}",
            PositionReleasedEvent e => $"{Of(e.Key)}: {e.Reason}",
            PositionReconciledEvent e => $"{Of(e.Key)} as of {Words.Of(e.AgreedAt)}",
            PositionRestatedEvent e => $"{Of(e.Key)} by {Words.Of(e.Ratio)}",
            SessionStartedEvent e => $"{e.Session.Id}",
            SessionStoppedEvent e => $"{e.Session}",
            SessionCrashedEvent e => $"{e.Session}",
            StateFlushedEvent e => e.Reason,
            StrategyStateSavedEvent e => $"{Words.Of(e.Part)} of {e.Strategy}: {StoredView.Describe(e.State)}",
            StatePurgedEvent e => $"orders until {Words.Of(e.OrdersBefore)}, positions until {Words.Of(e.PositionsBefore)}",
            _ => string.Empty,
        };
        return happened.Cause is { } cause ? $"{details} ({cause})" : details;
    }

    private static string Of(OrderEvent happened)
    {
        string? more = happened switch
        {
            OrderAcceptedEvent e => e.VenueOrder?.Value,
            OrderCanceledEvent e => e.Reason,
            OrderDeniedEvent e => e.Reason,
            OrderExpiredEvent e => e.Reason,
            OrderRejectedEvent e => e.Reason,
            OrderUpdatedEvent e => $"quantity {Words.Of(e.Quantity)}, price {Words.Of(e.Price)}",
            PlaceholderReducedEvent e => $"{Words.Of(e.RemainingQuantity)} left",
            _ => null,
        };
        return more is null ? happened.Order.Value : $"{happened.Order} ({more})";
    }

    private static string Of(BookKey key) => $"{Words.Of(key.Instrument, key.Side)} in {key.Account}";
}

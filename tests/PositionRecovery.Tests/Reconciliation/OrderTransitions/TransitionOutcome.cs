namespace PositionRecovery.Tests.Reconciliation.OrderTransitions;

/// <summary>What became of the one order of a <see cref="TransitionScene"/>, in the words of the table.</summary>
internal sealed class TransitionOutcome(ClientOrderId id, ReconciliationPlan plan, ReconciliationPlan again)
{
    internal string Events { get; } = Words(id, plan);

    internal string EventsOfSecondRun { get; } = Words(id, again);

    internal OrderSnapshot Order { get; } = plan.Projected.Orders.Single(order => order.Intent.Id == id);

    /// <summary>Whether the venue must be asked about this very order.</summary>
    internal bool Asks => plan.Questions.Any(question => question.Query is OrderQuery query && query.ClientOrder == id);

    /// <summary>Of what is wrong with the order's state. That its price was amended, and that executions had to be
    /// inferred, is true of most rows and left aside.</summary>
    internal string Worst => Own.Where(IsAboutState).Select(d => d.Severity).DefaultIfEmpty().Max() switch
    {
        Severity.Unknown => "none",
        var severity => severity.ToString(),
    };

    internal IReadOnlyList<Discrepancy> Own { get; } = [.. plan.Diff.Where(difference => difference.Order == id)];

    /// <summary>Everything a failed assertion needs to be understood.</summary>
    internal string Story => string.Join('\n', Own.Select(d => $"{d.Kind} {d.Severity}: {d.Explanation}")
        .Concat(plan.Questions.Select(question => $"asks: {question.Reason}")));

    private static bool IsAboutState(Discrepancy difference) =>
        difference.Kind is not (DiscrepancyKind.OrderAmended or DiscrepancyKind.InferredFill);

    private static string Words(ClientOrderId id, ReconciliationPlan plan)
    {
        string words = string.Join(' ', plan.Events.Where(e => IsOf(e, id)).Select(Word));
        return words.Length == 0 ? "-" : words;
    }

    private static bool IsOf(ExecutionEvent happened, ClientOrderId id) => happened switch
    {
        OrderEvent e => e.Order == id,
        OrderFilledEvent e => e.Fill.Order == id,
        OrderImportedEvent e => e.Order.Intent.Id == id,
        _ => false,
    };

    private static string Word(ExecutionEvent happened) => happened switch
    {
        OrderAcceptedEvent => "accepted",
        OrderUpdatedEvent => "updated",
        OrderTriggeredEvent => "triggered",
        OrderFilledEvent => "filled",
        OrderCanceledEvent e => e.IsInferred ? "canceled!" : "canceled",
        OrderRejectedEvent e => e.IsInferred ? "rejected!" : "rejected",
        OrderExpiredEvent => "expired",
        OrderPendingCancelEvent => "pending-cancel",
        OrderRevertedEvent => "reverted",
        OrderReopenedEvent => "reopened",
        _ => happened.GetType().Name,
    };
}

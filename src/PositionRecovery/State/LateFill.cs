namespace PositionRecovery;

/// <summary>An execution that comes after its position agreed with the venue, or while placeholders stand for
/// executions not seen: the reconciler says what it changes, as it would for one that a query brought.</summary>
internal static class LateFill
{
    private const string Source = "reported live";

    internal static bool IsPossible(LiveState state, LiveBook book, FillSnapshot fill) =>
        book.HasPlaceholder || fill.At <= state.AgreedAt(book.Key);

    /// <summary>The events it leads to, itself among them.</summary>
    internal static IReadOnlyList<ExecutionEvent> Settle(
        LiveState state, LiveBook book, OrderSnapshot order, OrderFilledEvent happened, DateTimeOffset now)
    {
        FillSnapshot fill = happened.Fill;
        var asked = new FillsQuery { Account = fill.Account, Instrument = fill.Instrument, From = fill.At };
        var report = new FillReport
        {
            Account = fill.Account,
            Instrument = fill.Instrument,
            Trade = fill.Trade,
            ClientOrder = fill.Order,
            VenueOrder = order.VenueOrder,
            Side = fill.Side,
            PositionSide = book.Key.Side,
            Quantity = fill.Quantity,
            Price = fill.Price,
            Fee = fill.Fee,
            FeeAsset = fill.FeeAsset,
            At = fill.At,
            Sequence = fill.Sequence,
            Liquidity = fill.Liquidity,
        };
        DateTimeOffset asOf = now > fill.At ? now : fill.At;
        ReconciliationPlan plan = Reconciler.Reconcile(
            LiveViews.Snapshot(state, book),
            VenueSnapshot.Of(VenueAnswer.Partial(asked, fill.At, asOf, [report], Source)),
            new ReconciliationOptions(),
            asOf);
        bool isTaken = plan.Events.OfType<OrderFilledEvent>().Any(e => e.Fill.Key == fill.Key);
        return isTaken ? plan.Events : [happened];
    }
}

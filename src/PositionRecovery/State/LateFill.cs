namespace PositionRecovery;

/// <summary>An execution that comes after its position agreed with the venue, or while placeholders stand for
/// executions not seen, or of an order that no strategy placed: the reconciler says what it changes, and whose it is,
/// as it would for one that a query brought.</summary>
internal static class LateFill
{
    private const string Source = "reported live";

    internal static bool IsPossible(LiveState state, LiveBook book, FillSnapshot fill) =>
        book.HasPlaceholder || IsLate(state, book, fill);

    /// <summary>The events it leads to, itself among them. One that the reconciler would not take is recorded all the
    /// same, since it happened, and nothing is begun on its position until somebody looked.</summary>
    internal static IReadOnlyList<ExecutionEvent> Settle(
        LiveState state,
        LiveBook book,
        OrderSnapshot order,
        OrderFilledEvent happened,
        ReconciliationOptions policy)
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
        DateTimeOffset asOf = AsOf(state, book, fill);
        var told = VenueSnapshot.Of(VenueAnswer.Partial(asked, fill.At, asOf, [report], Source));
        ReconciliationPlan plan = Reconciler.Reconcile(
            LiveViews.Snapshot(state, book),
            IsLate(state, book, fill) && !state.IsSpot(fill.Instrument) ? told.Merge(Agreed(book, asOf)) : told,
            policy,
            asOf);
        bool isTaken = plan.Events.OfType<OrderFilledEvent>().Any(e => e.Fill.Key == fill.Key);
        return isTaken
            ? [.. plan.Events.Where(static e => e is not PositionReconciledEvent)] // the venue was not asked
            : [happened, Doubt(book, fill)];
    }

    /// <summary>What was executed at the very moment of the agreement came after it: the books agreed then, with all
    /// that they had, and what stands in them for executions not seen takes it up as it is.</summary>
    private static bool IsLate(LiveState state, LiveBook book, FillSnapshot fill) =>
        fill.At < state.AgreedAt(book);

    /// <summary>The latest venue time that the books know of. The engine's clock may be ahead of the venue's: by it, an
    /// agreement would reach over what has not happened yet.</summary>
    private static DateTimeOffset AsOf(LiveState state, LiveBook book, FillSnapshot fill)
    {
        DateTimeOffset latest = fill.At;
        Reach(state.AgreedAt(book));
        Reach(book.Book?.Opening?.At);
        foreach (FillSnapshot known in book.Orders.SelectMany(static o => o.Snapshot.Fills))
        {
            Reach(known.At);
            Reach(known.CoversUntil);
        }

        return latest;

        void Reach(DateTimeOffset? at) => latest = at > latest ? at.Value : latest;
    }

    /// <summary>What the position is known to be: it agreed with the venue, the execution included. On spot the venue
    /// knows balances only, and what is ours of them is what our executions say.</summary>
    private static VenueAnswer Agreed(LiveBook book, DateTimeOffset asOf) => VenueAnswer.Complete(
        new PositionsQuery { Account = book.Key.Account, Instrument = book.Key.Instrument },
        asOf,
        [
            new PositionReport
            {
                Account = book.Key.Account,
                Instrument = book.Key.Instrument,
                Side = book.Key.Side,
                Quantity = book.Book?.Quantity ?? 0m,
            },
        ]);

    private static PositionQuarantinedEvent Doubt(LiveBook book, FillSnapshot fill) => new()
    {
        At = fill.At,
        Key = book.Key,
        Reason = $"Execution {fill.Trade} came late, and what it changes is not known: reconcile.",
    };
}

namespace PositionRecovery;

/// <summary>Decides one case: first its executions and orders, then the position.</summary>
internal static class KeyDecision
{
    /// <param name="context">What may be looked at.</param>
    /// <param name="position">The case.</param>
    /// <param name="doesPositionAgree">Whether every read of the position equals its book as it is stored.</param>
    internal static void Decide(PassContext context, KeyCase position, bool doesPositionAgree)
    {
        var ledger = new KeyLedger(
            position.Key, position.Instrument, position.Book, position.Owners, position.FillsBefore());
        var settler = new FillSettler(position, context, ledger);
        settler.Settle();
        position.Orders.Sort(OrderCase.Compare);
        var rules = new AbsenceRules(context);
        foreach (OrderCase order in position.Orders.ToArray())
        {
            OrderReconciler.Reconcile(context, position, settler, order,
                Absence(rules, context, position, order, doesPositionAgree));
        }

        settler.EmitPositionLevel();
        CompareLeverage(position);
        new PositionReconciler(context, position, settler, ledger).Reconcile();
    }

    /// <summary>The events of a case, in order. Of a position that cannot be verified only reported facts are kept,
    /// executions that the venue counts without listing them among these: no synthetic order, no restatement, no
    /// conclusion from absence.</summary>
    internal static IEnumerable<ExecutionEvent> EventsOf(PassContext context, KeyCase position)
    {
        var events = new List<ExecutionEvent>();
        if (position.AreFactsWithheld)
        {
            return events;
        }

        foreach (OrderCase order in position.Orders.Order(Comparer<OrderCase>.Create(OrderCase.Compare)))
        {
            bool isLate = position.AreLateFillsWithheld
                && order.Events.Exists(e => e is OrderFilledEvent f && position.LateFills.Contains(f.Fill.Key));
            if (isLate)
            {
                continue; // the venue goes on reporting it; it is taken in once that changes nothing
            }

            events.AddRange(order.Events);
            if (order.Absence is { } absence && !position.IsUnverified)
            {
                events.Add(absence);
            }
        }

        if (!position.IsUnverified)
        {
            events.AddRange(position.Events);
        }

        if (events.Count > 0 && context.Instruments.Learned(position.Key.Instrument) is { } learned)
        {
            events.Insert(0, new InstrumentDefinedEvent { Definition = learned.Definition, At = learned.AsOf });
        }

        return events;
    }

    private static AbsenceProof Absence(
        AbsenceRules rules, PassContext context, KeyCase position, OrderCase order, bool doesPositionAgree)
    {
        bool isSought = order.Sightings.Count == 0 && !order.Order.IsTerminal
            && order.Order.Status != OrderStatus.Initialized
            && !context.Policy.Ignores(order.Order.Intent.Id);
        if (!isSought)
        {
            return AbsenceProof.NotSought;
        }

        DateTimeOffset? asOf = context.Evidence.Of(order.Order.Intent.Account)
            .CompleteAbout<OpenOrdersQuery>(order.Order.Intent.Instrument).Max(static a => a.Coverage.To);
        return new AbsenceProof(true, rules.Missing(order, position, doesPositionAgree), asOf);
    }

    private static void CompareLeverage(KeyCase position)
    {
        if (position.Book is not { } book || position.Reads.Count == 0
            || position.Reads.Order(Comparer<PositionRead>.Create(PositionRead.Compare)).Last()
            .Report is not { } report)
        {
            return;
        }

        bool hasOtherLeverage = book.Leverage is { } leverage && report.Leverage is { } reported
            && leverage != reported;
        bool hasOtherMode = book.MarginMode != MarginMode.Unknown && report.MarginMode != MarginMode.Unknown
            && book.MarginMode != report.MarginMode;
        if (!hasOtherLeverage && !hasOtherMode)
        {
            return;
        }

        string cached = Describe(book.Leverage, book.MarginMode);
        string venue = Describe(report.Leverage, report.MarginMode);
        position.Diff.Add(position.Differ(
            DiscrepancyKind.LeverageMismatch, Severity.Warning, DiscrepancyAction.Reported,
            $"{Explain.Key(position.Key)} is expected at {cached} and is at {venue}; this is never repaired.") with
        {
            Cached = cached,
            Venue = venue,
        });
    }

    private static string Describe(decimal? leverage, MarginMode mode) =>
        $"{(leverage is { } known ? Explain.Number(known) + "x" : "any leverage")}"
        + (mode == MarginMode.Unknown ? string.Empty : $" {mode}");
}

namespace PositionRecovery;

/// <summary>One order while its row of the transition table is carried out: what is known, what the venue shows, and
/// the
/// means to say and do something about it.</summary>
internal sealed class OrderWork
{
    internal OrderWork(PassContext context, KeyCase position, FillSettler settler, OrderCase order,
        AbsenceProof absence)
    {
        Context = context;
        Position = position;
        Settler = settler;
        Case = order;
        Absence = absence;
        Report = EffectiveReport.Of(order.Sightings);
        State = StateOf(Report, order, absence);
    }

    internal PassContext Context { get; }

    internal KeyCase Position { get; }

    internal FillSettler Settler { get; }

    internal OrderCase Case { get; }

    internal AbsenceProof Absence { get; }

    /// <summary>What all reports of the order say together; <c>null</c> when there is none.</summary>
    internal EffectiveReport? Report { get; }

    internal VenueOrderState State { get; }

    internal ClientOrderId Id => Case.Order.Intent.Id;

    /// <summary>Whether the report tells of a time before the last report that the books took in.</summary>
    internal bool IsOlderThanBooks => Report is { } report && Case.Order.UpdatedAt is { } known
        && (report.Sighting.HoldsUntil <= known || report.Report.UpdatedAt < known);

    internal DateTimeOffset At => Report?.Sighting.At ?? Absence.AsOf ?? Context.Now;

    internal void Emit(OrderEvent happened) => Case.Emit(happened);

    internal T Named<T>(T happened)
        where T : OrderEvent => (T)(happened with
        {
            Account = Case.Order.Intent.Account,
            Instrument = Case.Order.Intent.Instrument,
        });

    internal void Differ(DiscrepancyKind kind, Severity severity, DiscrepancyAction action, string explanation) =>
        Position.Diff.Add(Position.Differ(kind, severity, action, explanation) with
        {
            Order = Case.Order.Intent.Id,
            Cached = Case.IsNew
                ? null
                : Explain.Order(Case.Order.Status, Case.Order.Filled, Case.Order.Intent.Quantity),
            Venue = Report is null ? null : Explain.Report(Report),
            Evidence = Report?.Sighting.Answer.Query,
        });

    private static VenueOrderState StateOf(EffectiveReport? report, OrderCase order, AbsenceProof absence)
    {
        if (report is null)
        {
            return absence.IsProven ? VenueOrderState.ProvenAbsent : VenueOrderState.Unknown;
        }

        bool isEndOfEarlierId = report.IsOnlyPredecessor
            && OrderTransitions.StateOf(report.Report.Status) is VenueOrderState.Canceled or VenueOrderState.Expired
                or VenueOrderState.Filled or VenueOrderState.Rejected;
        return isEndOfEarlierId && !order.IsNew ? VenueOrderState.Unknown
            : OrderTransitions.StateOf(report.Report.Status);
    }
}

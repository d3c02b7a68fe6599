namespace PositionRecovery.Testing;

/// <summary>What faults make of the rows of an answer.</summary>
internal static class RowFaults
{
    internal static VenueAnswer Apply(VenueAnswer answer, IEnumerable<VenueFault> faults)
    {
        if (!answer.Coverage.IsComplete && answer.Coverage.Status != CoverageStatus.Partial)
        {
            return answer;
        }

        foreach (VenueFault fault in faults)
        {
            answer = Apply(answer, fault);
        }

        return answer;
    }

    private static VenueAnswer Apply(VenueAnswer answer, VenueFault fault)
    {
        bool IsHit(VenueReport row) => (fault.Instrument is null || InstrumentOf(row) is not { } of
            || of == fault.Instrument) && (fault.Which?.Invoke(row) ?? true);
        return fault.Kind switch
        {
            VenueFaultKind.CutPage => Cut(answer, fault),
            VenueFaultKind.ShortPages when IsPast(answer.Query) && answer.Reports.Count > fault.Rows =>
                Newest(answer, fault.Rows, fault),
            VenueFaultKind.Duplicate =>
                With(answer, answer.Reports.SelectMany(r => IsHit(r) ? (VenueReport[])[r, r] : [r])),
            VenueFaultKind.Reorder => With(answer, answer.Reports.Reverse()),
            VenueFaultKind.Withhold => With(answer, answer.Reports.Where(r => !IsHit(r))),
            VenueFaultKind.WrongRows => With(
                answer, answer.Reports.Select(r => !IsHit(r) ? r : fault.Change?.Invoke(r) ?? WrongRow.Of(r))),
            _ => answer,
        };
    }

    private static VenueAnswer With(VenueAnswer answer, IEnumerable<VenueReport> rows) =>
        answer.Coverage is { IsComplete: false, From: { } from, To: { } to, Reason: { } reason }
            ? VenueAnswer.Partial(answer.Query, from, to, [.. rows], reason)
            : VenueAnswer.Complete(answer.Query, answer.Coverage.To!.Value, [.. rows]);

    private static VenueAnswer Cut(VenueAnswer answer, VenueFault fault)
    {
        DateTimeOffset asOf = answer.Coverage.To!.Value;
        if (!IsPast(answer.Query))
        {
            return VenueAnswer.Partial(
                answer.Query, asOf, asOf, [.. answer.Reports.Take(answer.Reports.Count / 2)], fault.Text);
        }

        return Newest(answer, answer.Reports.Count / 2, fault);
    }

    private static bool IsPast(VenueQuery query) => query is FillsQuery or CashFlowsQuery or OrderHistoryQuery;

    private static VenueAnswer Newest(VenueAnswer answer, int count, VenueFault fault)
    {
        DateTimeOffset asOf = answer.Coverage.To!.Value;
        VenueReport[] byTime = [.. answer.Reports.OrderBy(TimeOf)];
        int cut = byTime.Length - count;
        DateTimeOffset from = cut == 0 ? answer.Coverage.From ?? asOf : TimeOf(byTime[cut - 1]).AddTicks(1);
        return VenueAnswer.Partial(
            answer.Query, from < asOf ? from : asOf, asOf, [.. byTime.Skip(cut)], fault.Text);
    }

    private static DateTimeOffset TimeOf(VenueReport row) => row switch
    {
        FillReport r => r.At,
        CashFlowReport r => r.At,
        OrderReport r => r.UpdatedAt ?? DateTimeOffset.MinValue,
        _ => DateTimeOffset.MinValue,
    };

    private static InstrumentId? InstrumentOf(VenueReport row) => row switch
    {
        PositionReport r => r.Instrument,
        OrderReport r => r.Instrument,
        FillReport r => r.Instrument,
        MarkReport r => r.Instrument,
        CashFlowReport r => r.Instrument,
        InstrumentReport r => r.Definition.Id,
        _ => null,
    };
}

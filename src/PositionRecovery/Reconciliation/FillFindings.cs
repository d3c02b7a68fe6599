namespace PositionRecovery;

/// <summary>New executions in canonical order, each once, and those whose reports contradict one another.</summary>
internal sealed class FillFindings
{
    private readonly FillMatcher _fills;
    private readonly List<Discrepancy> _diff;

    internal FillFindings(FillMatcher fills, List<Discrepancy> diff)
    {
        _fills = fills;
        _diff = diff;
    }

    /// <summary>In canonical order and each once; of two that disagree the first in that order is kept.</summary>
    internal List<(FillReport Report, VenueAnswer Answer)> Distinct()
    {
        _fills.Unknown.Sort(static (a, b) => Compare(a.Report, b.Report));
        var distinct = new List<(FillReport Report, VenueAnswer Answer)>(_fills.Unknown.Count);
        var kept = new Dictionary<TradeKey, FillReport>();
        foreach ((FillReport report, VenueAnswer answer) in _fills.Unknown)
        {
            if (kept.TryAdd(report.Key, report))
            {
                distinct.Add((report, answer));
            }
            else if (kept[report.Key] is var first
                && (first.Quantity != report.Quantity || first.Price != report.Price))
            {
                ReportConflict(report, $"{Explain.Number(first.Quantity)} @ {Explain.Number(first.Price)}", answer);
            }
        }

        return distinct;
    }

    private static int Compare(FillReport a, FillReport b)
    {
        int order = a.At.CompareTo(b.At);
        order = order != 0 ? order : (a.Sequence ?? long.MinValue).CompareTo(b.Sequence ?? long.MinValue);
        order = order != 0 ? order : string.CompareOrdinal(a.Trade.Value, b.Trade.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Instrument.Value, b.Instrument.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Account.Value, b.Account.Value);
        order = order != 0 ? order : a.Side.CompareTo(b.Side);
        order = order != 0 ? order : a.Price.CompareTo(b.Price);
        return order != 0 ? order : a.Quantity.CompareTo(b.Quantity);
    }

    internal void ReportConflicts()
    {
        foreach ((FillReport report, FillSnapshot known, VenueAnswer answer) in _fills.Conflicts
            .OrderBy(static c => c.Report, Comparer<FillReport>.Create(Compare)).DistinctBy(static c => c.Report))
        {
            ReportConflict(report, Explain.Fill(known), answer);
        }
    }

    private void ReportConflict(FillReport report, string first, VenueAnswer answer) => _diff.Add(new Discrepancy
    {
        Kind = DiscrepancyKind.FillConflict,
        Severity = Severity.Critical,
        Account = report.Account,
        Instrument = report.Instrument,
        Side = report.PositionSide,
        Action = DiscrepancyAction.Reported,
        Cached = first,
        Venue = $"{report.Side} {Explain.Number(report.Quantity)} @ {Explain.Number(report.Price)}",
        Evidence = answer.Query,
        Explanation = $"Execution {report.Trade} of {report.Instrument} was {first} and is now reported as {report.Side} "
            + $"{Explain.Number(report.Quantity)} @ {Explain.Number(report.Price)}; the first is kept.",
    });
}

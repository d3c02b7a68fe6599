namespace PositionRecovery;

/// <summary>New executions in canonical order, each once, and those whose reports contradict one another.</summary>
internal sealed class FillFindings
{
    private readonly FillMatcher _fills;
    private readonly OrderIndex _orders;
    private readonly Func<BookKey, KeyCase> _caseOf;

    internal FillFindings(FillMatcher fills, OrderIndex orders, Func<BookKey, KeyCase> caseOf)
    {
        _fills = fills;
        _orders = orders;
        _caseOf = caseOf;
    }

    /// <summary>In canonical order and each once; of two that disagree the first in that order is kept.</summary>
    internal List<(FillReport Report, VenueAnswer Answer)> Distinct()
    {
        _fills.Unknown.Sort(Compare);
        var distinct = new List<(FillReport Report, VenueAnswer Answer)>(_fills.Unknown.Count);
        var kept = new Dictionary<TradeKey, FillReport>();
        foreach ((FillReport report, VenueAnswer answer) in _fills.Unknown)
        {
            if (kept.TryAdd(report.Key, report))
            {
                distinct.Add((report, answer));
            }
            else if (kept[report.Key] is var first && Contradicts(first, report))
            {
                var key = new BookKey(report.Account, report.Instrument, first.PositionSide);
                Report(key, report, $"{first.Side} {Explain.Number(first.Quantity)} @ {Explain.Number(first.Price)}",
                    answer);
            }
        }

        return distinct;
    }

    /// <summary>Executions that the books know otherwise.</summary>
    internal void ReportConflicts()
    {
        foreach ((FillReport report, FillSnapshot known, VenueAnswer answer) in _fills.Conflicts
            .OrderBy(static c => (c.Report, c.Answer), Comparer<(FillReport, VenueAnswer)>.Create(Compare))
            .DistinctBy(static c => c.Report))
        {
            int slot = _orders.FindByClientId(known.Account, known.Instrument, known.Order)
                .Find(s => _orders[s].Fills.Contains(known));
            Report(_orders[slot].Intent.Position.Book, report, Explain.Fill(known), answer);
        }
    }

    private static bool Contradicts(FillReport a, FillReport b) =>
        a.Quantity != b.Quantity || a.Price != b.Price
        || (a.FeeAsset is not null && b.FeeAsset is not null && (a.Fee, a.FeeAsset) != (b.Fee, b.FeeAsset))
        || (a.VenueOrder is not null && b.VenueOrder is not null && a.VenueOrder != b.VenueOrder);

    /// <summary>Canonical order; of reports of one execution the one that tells more comes first.</summary>
    private static int Compare((FillReport Report, VenueAnswer Answer) x, (FillReport Report, VenueAnswer Answer) y)
    {
        (FillReport a, FillReport b) = (x.Report, y.Report);
        int order = a.At.CompareTo(b.At);
        order = order != 0 ? order : (a.Sequence ?? long.MinValue).CompareTo(b.Sequence ?? long.MinValue);
        order = order != 0 ? order : string.CompareOrdinal(a.Trade.Value, b.Trade.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Instrument.Value, b.Instrument.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Account.Value, b.Account.Value);
        order = order != 0 ? order : a.Side.CompareTo(b.Side);
        order = order != 0 ? order : a.Price.CompareTo(b.Price);
        order = order != 0 ? order : a.Quantity.CompareTo(b.Quantity);
        order = order != 0 ? order : string.CompareOrdinal(b.VenueOrder?.Value, a.VenueOrder?.Value);
        order = order != 0 ? order : string.CompareOrdinal(b.ClientOrder?.Value, a.ClientOrder?.Value);
        order = order != 0 ? order : string.CompareOrdinal(b.FeeAsset?.Value, a.FeeAsset?.Value);
        order = order != 0 ? order : Math.Abs(b.Fee).CompareTo(Math.Abs(a.Fee));
        order = order != 0 ? order : b.Fee.CompareTo(a.Fee);
        order = order != 0 ? order : b.Liquidity.CompareTo(a.Liquidity);
        order = order != 0 ? order : b.PositionSide.CompareTo(a.PositionSide);
        return order != 0 ? order : string.CompareOrdinal(QueryText.Of(x.Answer.Query), QueryText.Of(y.Answer.Query));
    }

    private void Report(BookKey key, FillReport report, string first, VenueAnswer answer)
    {
        KeyCase position = _caseOf(key);
        position.Problems.Add($"execution {report.Trade} is reported in two ways");
        position.Diff.Add(position.Differ(
            DiscrepancyKind.FillConflict, Severity.Critical, DiscrepancyAction.Reported,
            $"Execution {report.Trade} of {report.Instrument} was {first} and is now reported as {report.Side} "
            + $"{Explain.Number(report.Quantity)} @ {Explain.Number(report.Price)}; the first is kept.") with
        {
            Cached = first,
            Venue = $"{report.Side} {Explain.Number(report.Quantity)} @ {Explain.Number(report.Price)}",
            Evidence = answer.Query,
        });
    }
}

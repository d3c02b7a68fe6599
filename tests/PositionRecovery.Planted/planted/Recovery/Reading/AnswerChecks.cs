namespace PositionRecovery;

/// <summary>Whether an answer may be used: it is about what was asked, and its times are possible. An answer that is
/// wrong in one place is not used at all, since what else is wrong with it cannot be known.</summary>
internal static class AnswerChecks
{
    /// <summary>What is wrong with an answer, by field and value; <c>null</c> when nothing is.</summary>
    internal static string? Fault(VenueQuery asked, VenueAnswer? answer, DateTimeOffset now, ReadLimits limits)
    {
        if (answer is null)
        {
            return "it is null";
        }

        if (answer.Query != asked)
        {
            return $"Query is '{QueryText.Of(answer.Query)}', asked was '{QueryText.Of(asked)}'";
        }

        if (answer.Reports.Count > limits.MaxReports)
        {
            return $"Reports has {answer.Reports.Count} elements; at most {limits.MaxReports} are taken";
        }

        DateTimeOffset latest = Moments.Later(now, limits.MaxClockLead);
        return CoverageFault(asked, answer.Coverage, latest) ?? ReportFault(asked, answer, latest);
    }

    /// <summary>A time far ahead of our clock is refused, not only flagged: it would be remembered as the time up to
    /// which the books agree, and every true answer after it would look old.</summary>
    private static string? CoverageFault(VenueQuery asked, Coverage coverage, DateTimeOffset latest)
    {
        if (coverage.To > latest)
        {
            return $"asOf is {Explain.Time(coverage.To.Value)}, too far ahead of this machine's clock";
        }

        if (coverage.From > coverage.To)
        {
            return $"from is {Explain.Time(coverage.From.Value)}, after asOf {Explain.Time(coverage.To.Value)}";
        }

        return coverage.Status == CoverageStatus.Partial && FromOf(asked) is { } from && coverage.From < from
            ? $"from is {Explain.Time(coverage.From.Value)}, before what was asked, {Explain.Time(from)}"
            : null;
    }

    private static string? ReportFault(VenueQuery asked, VenueAnswer answer, DateTimeOffset latest)
    {
        foreach (VenueReport report in answer.Reports)
        {
            if (report.Account != asked.Account)
            {
                return $"Account of a {report.Kind} is {report.Account}, asked was {asked.Account}";
            }

            if (asked.Instrument is { } instrument && InstrumentOf(report) is { } other && other != instrument)
            {
                return $"Instrument of a {report.Kind} is {other}, asked was {instrument}";
            }

            if (TimeOf(report) is { } at && at > latest)
            {
                return report is FillReport fill
                    ? $"At of the execution {fill.Trade} is {Explain.Time(at)}, too far ahead of this machine's clock"
                    : $"UpdatedAt of a {report.Kind} is {Explain.Time(at)}, too far ahead of this machine's clock";
            }
        }

        return asked is OrderQuery query && !HasSought(query, [.. answer.Reports.OfType<OrderReport>()])
            ? "no order in it is the one that was asked for"
            : null;
    }

    /// <summary>An order may have gone on under another id.</summary>
    private static bool HasSought(OrderQuery asked, OrderReport[] orders) =>
        orders.Length == 0 || (asked.ClientOrder is null && asked.VenueOrder is null)
        || Array.Exists(orders, o => (asked.ClientOrder is { } client && o.ClientOrder == client)
            || (asked.VenueOrder is { } venue
                && (o.VenueOrder == venue || o.Replaces == venue || o.ReplacedBy == venue)));

    private static DateTimeOffset? TimeOf(VenueReport report) => report switch
    {
        FillReport r => r.At,
        PositionReport r => r.UpdatedAt,
        OrderReport r => r.UpdatedAt,
        _ => null,
    };

    private static InstrumentId? InstrumentOf(VenueReport report) => report switch
    {
        PositionReport r => r.Instrument,
        OrderReport r => r.Instrument,
        FillReport r => r.Instrument,
        MarkReport r => r.Instrument,
        InstrumentReport r => r.Definition.Id,
        CashFlowReport r => r.Instrument,
        _ => null,
    };

    private static DateTimeOffset? FromOf(VenueQuery query) => query switch
    {
        FillsQuery q => q.From,
        OrderHistoryQuery q => q.From,
        CashFlowsQuery q => q.From,
        _ => null,
    };
}

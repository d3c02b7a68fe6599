namespace PositionRecovery;

/// <summary>A venue's answer to one query, together with what the answer would have shown. Immutable.</summary>
public sealed class VenueAnswer
{
    private VenueAnswer(VenueQuery query, Coverage coverage, IReadOnlyList<VenueReport> reports)
    {
        Query = query ?? throw new ArgumentNullException(nameof(query));
        Coverage = coverage;
        Reports = FrozenList<VenueReport>.CopyOf(reports, nameof(reports));
    }

    /// <summary>What was asked.</summary>
    public VenueQuery Query { get; }

    /// <summary>What the answer would have shown.</summary>
    public Coverage Coverage { get; }

    /// <summary>What it showed.</summary>
    public IReadOnlyList<VenueReport> Reports { get; }

    /// <summary>An answer that shows all that was asked: what is missing from it is absent.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="asOf">The venue time it holds for.</param>
    /// <param name="reports">What it shows.</param>
    /// <returns>The answer.</returns>
    public static VenueAnswer Complete(VenueQuery query, DateTimeOffset asOf, IReadOnlyList<VenueReport> reports) =>
        new(query, new Coverage(CoverageStatus.Complete, FromOf(query), asOf, null), reports);

    /// <summary>An answer that shows less than was asked.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="from">The earliest venue time from which on it shows everything.</param>
    /// <param name="asOf">The venue time it holds for.</param>
    /// <param name="reports">What it shows.</param>
    /// <param name="reason">Why it does not show all.</param>
    /// <returns>The answer.</returns>
    public static VenueAnswer Partial(
        VenueQuery query,
        DateTimeOffset from,
        DateTimeOffset asOf,
        IReadOnlyList<VenueReport> reports,
        string reason) =>
        new(query, new Coverage(CoverageStatus.Partial, from, asOf, reason), reports);

    /// <summary>No answer: the query failed, and nothing may be concluded.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="reason">Why it failed.</param>
    /// <returns>The answer.</returns>
    public static VenueAnswer Failed(VenueQuery query, string reason) =>
        new(query, new Coverage(CoverageStatus.Failed, null, null, reason), []);

    /// <summary>No answer: the provider does not know this kind of query, and nothing may be concluded.</summary>
    /// <param name="query">What was asked.</param>
    /// <returns>The answer.</returns>
    public static VenueAnswer Unsupported(VenueQuery query) =>
        new(query, new Coverage(CoverageStatus.Unsupported, null, null, "the provider does not support it"), []);

    /// <summary>The same answer about fewer things.</summary>
    internal VenueAnswer WithReports(VenueReport[] reports) =>
        new(Query, Coverage, FrozenList<VenueReport>.Owning(reports));

    private static DateTimeOffset? FromOf(VenueQuery query) => query switch
    {
        FillsQuery q => q.From,
        OrderHistoryQuery q => q.From,
        CashFlowsQuery q => q.From,
        _ => null,
    };
}

namespace PositionRecovery;

/// <summary>What all reports of one order say together.</summary>
internal sealed class EffectiveReport
{
    private EffectiveReport(OrderSighting sighting, decimal? filled, bool isOnlyPredecessor, List<OrderSighting> losers)
    {
        Sighting = sighting;
        Filled = filled;
        IsOnlyPredecessor = isOnlyPredecessor;
        Losers = losers;
    }

    internal OrderSighting Sighting { get; }

    internal OrderReport Report => Sighting.Report;

    /// <summary>The executed quantity over all venue ids of the order; <c>null</c> when not reported.</summary>
    internal decimal? Filled { get; }

    /// <summary>Whether the order is known to have gone on under another id that no report shows.</summary>
    internal bool IsOnlyPredecessor { get; }

    /// <summary>Reports of the same id that were outranked and say something else.</summary>
    internal List<OrderSighting> Losers { get; }

    internal static EffectiveReport? Of(List<OrderSighting> sightings)
    {
        if (sightings.Count == 0)
        {
            return null;
        }

        List<OrderSighting> named = Named(sightings);
        List<OrderSighting> winners = Winners(named, out List<OrderSighting> losers);
        OrderSighting[] heads = [.. winners.Where(w => !winners.Exists(o => IsBefore(named, w.Report, o.Report)))];
        OrderSighting head = (heads.Length > 0 ? heads : [.. winners]).Aggregate(Better);
        return new EffectiveReport(head, TotalFilled(head, winners), head.Report.ReplacedBy is not null, losers);
    }

    /// <summary>A report without a venue id says nothing of another order: it is of the one id that it can be of. Where
    /// it may be of several it is not used, because what it counts is in the report of one of them already.</summary>
    private static List<OrderSighting> Named(List<OrderSighting> sightings)
    {
        VenueOrderId[] ids = [.. sightings.Select(static s => s.Report.VenueOrder).OfType<VenueOrderId>().Distinct()];
        if (ids.Length == 0 || !sightings.Exists(static s => s.Report.VenueOrder is null))
        {
            return sightings;
        }

        var named = new List<OrderSighting>();
        foreach (OrderSighting sighting in sightings)
        {
            OrderReport report = sighting.Report;
            VenueOrderId[] possible = report.VenueOrder is { } known
                ? [known]
                : [.. ids.Where(id => id != report.Replaces && id != report.ReplacedBy)];
            if (possible.Length == 1)
            {
                named.Add(sighting with { Report = report with { VenueOrder = possible[0] } });
            }
        }

        return named;
    }

    private static OrderSighting Better(OrderSighting a, OrderSighting b) => OrderSighting.Rank(a, b) >= 0 ? a : b;

    /// <summary>One report for each venue id.</summary>
    private static List<OrderSighting> Winners(List<OrderSighting> sightings, out List<OrderSighting> losers)
    {
        losers = [];
        if (sightings.Count == 1)
        {
            return sightings;
        }

        var winners = new List<OrderSighting>();
        foreach (var group in sightings.GroupBy(static s => (s.Report.Class, s.Report.VenueOrder)))
        {
            OrderSighting winner = group.Aggregate(Better);
            winners.Add(winner);
            losers.AddRange(group.Where(s => !SaysTheSame(s.Report, winner.Report)));
        }

        losers.Sort(static (a, b) => OrderSighting.Rank(b, a));
        return winners;
    }

    private static bool SaysTheSame(OrderReport a, OrderReport b) =>
        a.Status == b.Status && (a.Filled ?? b.Filled) == (b.Filled ?? a.Filled)
        && (a.Quantity ?? b.Quantity) == (b.Quantity ?? a.Quantity) && (a.Price ?? b.Price) == (b.Price ?? a.Price);

    /// <summary>Whether any report of either id says that the one became the other.</summary>
    private static bool IsBefore(List<OrderSighting> named, OrderReport earlier, OrderReport later) =>
        named.Exists(s => IsOf(s.Report, later) && s.Report.Replaces is { } replaced && replaced == earlier.VenueOrder)
        || named.Exists(s => IsOf(s.Report, earlier) && s.Report.ReplacedBy is { } next && next == later.VenueOrder);

    private static bool IsOf(OrderReport report, OrderReport id) =>
        report.Class == id.Class && report.VenueOrder == id.VenueOrder;

    /// <summary>Amended orders keep what each id executed; a conditional order repeats what its working order did.
    /// </summary>
    private static decimal? TotalFilled(OrderSighting head, List<OrderSighting> winners)
    {
        decimal? total = head.Report.Filled;
        foreach (OrderSighting other in winners)
        {
            if (!ReferenceEquals(other.Report, head.Report) && other.Report.Class == head.Report.Class)
            {
                total = (total ?? 0m) + (other.Report.Filled ?? 0m);
            }
        }

        return total;
    }
}

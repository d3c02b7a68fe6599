namespace PositionRecovery;

/// <summary>Reports that speak of one order which the books do not know by venue id: the same id, or ids that a
/// declared
/// amendment or trigger links.</summary>
internal sealed class OrderGroup
{
    /// <summary>The names under which it is found.</summary>
    private readonly List<(AccountId, InstrumentId, OrderClass, string)> _names = [];

    internal List<OrderSighting> Sightings { get; } = [];

    internal OrderReport First => Sightings[0].Report;

    internal DateTimeOffset? CreatedAt => Sightings.Min(static s => s.Report.CreatedAt);

    /// <summary>Groups the reports, whatever order they came in.</summary>
    internal static List<OrderGroup> Of(List<OrderSighting> loose)
    {
        loose.Sort(static (a, b) => Compare(a, b));
        var groups = new Dictionary<(AccountId, InstrumentId, OrderClass, string), OrderGroup>();
        var all = new List<OrderGroup>();
        bool isLinked = false;
        foreach (OrderSighting sighting in loose)
        {
            OrderReport report = sighting.Report;
            var identity = Identity(report, report.Class, Name(report));
            if (!groups.TryGetValue(identity, out OrderGroup? group))
            {
                groups.Add(identity, group = new OrderGroup());
                group._names.Add(identity);
                all.Add(group);
            }

            group.Sightings.Add(sighting);
            isLinked |= report.Replaces is not null || report.ReplacedBy is not null;
        }

        if (isLinked)
        {
            Join(groups, all);
        }

        JoinNameless(all);
        return [.. all.Where(static g => g.Sightings.Count > 0)];
    }

    /// <summary>A report without a venue id joins the one order that has its client id.</summary>
    private static void JoinNameless(List<OrderGroup> all)
    {
        OrderGroup[] nameless = [.. all.Where(static g => g.Sightings is [{ Report.VenueOrder: null }, ..])];
        if (nameless.Length == 0)
        {
            return;
        }

        var named = all
            .Where(static g => g.Sightings is [{ Report: { VenueOrder: not null, ClientOrder: not null } }, ..])
            .ToLookup(static g => (g.First.Account, g.First.Instrument, g.First.ClientOrder, g.First.Side));
        foreach (OrderGroup group in nameless)
        {
            OrderReport report = group.First;
            OrderGroup[] same = [.. named[(report.Account, report.Instrument, report.ClientOrder, report.Side)]];
            if (same.Length == 1)
            {
                same[0].Sightings.AddRange(group.Sightings);
                group.Sightings.Clear();
            }
        }
    }

    private static void Join(
        Dictionary<(AccountId, InstrumentId, OrderClass, string), OrderGroup> groups, List<OrderGroup> all)
    {
        foreach (OrderGroup group in all)
        {
            foreach (OrderSighting sighting in group.Sightings.ToArray())
            {
                Link(groups, sighting.Report, sighting.Report.Replaces);
                Link(groups, sighting.Report, sighting.Report.ReplacedBy);
            }
        }
    }

    private static void Link(
        Dictionary<(AccountId, InstrumentId, OrderClass, string), OrderGroup> groups, OrderReport report,
            VenueOrderId? to)
    {
        if (to is not { } id)
        {
            return;
        }

        var own = Identity(report, report.Class, Name(report));
        var regular = Identity(report, OrderClass.Regular, id.Value);
        var target = groups.ContainsKey(regular) ? regular : Identity(report, report.Class, id.Value);
        if (!groups.TryGetValue(target, out OrderGroup? other) || ReferenceEquals(other, groups[own]))
        {
            return;
        }

        OrderGroup mine = groups[own];
        mine.Sightings.AddRange(other.Sightings);
        other.Sightings.Clear();
        other._names.ForEach(name => groups[name] = mine);
        mine._names.AddRange(other._names);
        other._names.Clear();
    }

    private static (AccountId Account, InstrumentId Instrument, OrderClass Class, string Name) Identity(
        OrderReport report, OrderClass service, string name) => (report.Account, report.Instrument, service, name);

    private static string Name(OrderReport report) =>
        report.VenueOrder?.Value ?? "client " + report.ClientOrder?.Value;

    private static int Compare(OrderSighting x, OrderSighting y)
    {
        (OrderReport a, OrderReport b) = (x.Report, y.Report);
        int order = string.CompareOrdinal(a.Account.Value, b.Account.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Instrument.Value, b.Instrument.Value);
        order = order != 0 ? order : a.Class.CompareTo(b.Class);
        order = order != 0 ? order : Nullable.Compare(a.CreatedAt, b.CreatedAt);
        order = order != 0 ? order : string.CompareOrdinal(a.VenueOrder?.Value, b.VenueOrder?.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.ClientOrder?.Value, b.ClientOrder?.Value);
        return order != 0 ? order : OrderSighting.Rank(x, y);
    }
}

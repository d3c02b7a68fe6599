using System.Buffers;

namespace PositionRecovery;

/// <summary>Finds the order that each report speaks of: by venue id over all orders ever known, then by declared chains
/// of ids, then by client id where the order has no venue id yet. What is left are orders the books do not
/// know.</summary>
internal sealed class OrderMatcher : IDisposable
{
    private readonly OrderIndex _index;
    private readonly PassContext _context;
    private readonly Policy _policy;
    private readonly Dictionary<int, List<OrderSighting>> _more = [];
    private readonly List<OrderSighting> _loose = [];
    private readonly Dictionary<(AccountId, InstrumentId, VenueOrderId), int> _learnedIds = [];
    private OrderReport?[] _reports;
    private VenueAnswer?[] _answers;

    internal OrderMatcher(OrderIndex index, PassContext context)
    {
        _index = index;
        _context = context;
        _policy = context.Policy;
        _reports = ArrayPool<OrderReport?>.Shared.Rent(Math.Max(1, index.Count));
        _answers = ArrayPool<VenueAnswer?>.Shared.Rent(Math.Max(1, index.Count));
        _reports.AsSpan(0, index.Count).Clear();
        _answers.AsSpan(0, index.Count).Clear();
    }

    /// <summary>Reports of orders that the books do not know, and those that reuse a client id they know.</summary>
    internal List<(OrderGroup Group, int ReusedSlot)> Unknown { get; } = [];

    /// <summary>Reports that do not say of which order they are.</summary>
    internal List<(OrderReport Report, VenueAnswer Answer)> Nameless { get; } = [];

    internal bool IsSighted(int slot) => _reports[slot] is not null;

    internal void Take(OrderReport report, VenueAnswer answer)
    {
        if (!_policy.Includes(report.Instrument) || _policy.Ignores(report.ClientOrder))
        {
            return;
        }

        if (report.VenueOrder is null && report.ClientOrder is null)
        {
            Nameless.Add((report, answer));
            return;
        }

        int slot = report.VenueOrder is { } id
            ? _index.FindByVenueId(report.Account, report.Instrument, report.Class, id)
            : -1;
        slot = slot < 0 && report.Replaces is { } replaced
            ? _index.FindByVenueId(report.Account, report.Instrument, null, replaced)
            : slot;
        if (slot < 0)
        {
            _loose.Add(new OrderSighting(report, answer));
        }
        else if (!_policy.Ignores(_index[slot].Intent.Id))
        {
            Attach(slot, new OrderSighting(report, answer));
        }
    }

    /// <summary>Matches what the venue id alone did not.</summary>
    internal void MatchLoose()
    {
        if (_loose.Count == 0)
        {
            return;
        }

        List<OrderGroup> unmatched = [];
        foreach (OrderGroup group in OrderGroup.Of(_loose))
        {
            int slot = FollowChain(group);
            if (slot >= 0)
            {
                Attach(slot, group);
            }
            else
            {
                unmatched.Add(group);
            }
        }

        foreach (OrderGroup group in unmatched.OrderBy(static g => g.CreatedAt ?? DateTimeOffset.MinValue))
        {
            MatchByClientId(group);
        }
    }

    /// <summary>The order that a report gave this venue id, or -1.</summary>
    internal int FindLearnedId(AccountId account, InstrumentId instrument, VenueOrderId id) =>
        _learnedIds.TryGetValue((account, instrument, id), out int slot) ? slot : -1;

    internal List<OrderSighting> SightingsOf(int slot)
    {
        if (_reports[slot] is not { } report)
        {
            return [];
        }

        List<OrderSighting> all = [new OrderSighting(report, _answers[slot]!)];
        if (_more.TryGetValue(slot, out List<OrderSighting>? more))
        {
            all.AddRange(more);
        }

        return all;
    }

    /// <summary>Whether the one report of an order says what the books say.</summary>
    internal bool Agrees(int slot)
    {
        OrderSnapshot order = _index[slot];
        OrderReport report = _reports[slot]!;
        return Agrees(order, report)
            && (_more.Count == 0 || !_more.TryGetValue(slot, out List<OrderSighting>? more)
                || more.TrueForAll(s => Agrees(order, s.Report)));
    }

    public void Dispose()
    {
        if (_reports.Length > 0)
        {
            ArrayPool<OrderReport?>.Shared.Return(_reports, clearArray: true);
            ArrayPool<VenueAnswer?>.Shared.Return(_answers, clearArray: true);
            _reports = [];
            _answers = [];
        }
    }

    private static bool Agrees(OrderSnapshot order, OrderReport report) =>
        report.Status == order.Status
        && !order.IsInferredTerminal
        && report.Side == order.Intent.Side
        && report.VenueOrder == order.VenueOrder
        && report.ReplacedBy is null
        && (report.Filled ?? order.Filled) == order.Filled
        && IsSame(report.Quantity, order.Intent.Quantity)
        && IsSame(report.Price, order.Intent.Price)
        && IsSame(report.TriggerPrice, order.Intent.TriggerPrice);

    private static bool IsSame(decimal? reported, decimal? known) => reported is null or 0m || reported == known;

    private void Attach(int slot, OrderGroup group)
    {
        foreach (OrderSighting sighting in group.Sightings)
        {
            Attach(slot, sighting);
        }
    }

    private void Attach(int slot, OrderSighting sighting)
    {
        if (sighting.Report.VenueOrder is { } id && id != _index[slot].VenueOrder)
        {
            _learnedIds[(sighting.Report.Account, sighting.Report.Instrument, id)] = slot;
        }

        if (sighting.Report.ReplacedBy is { } next)
        {
            _learnedIds[(sighting.Report.Account, sighting.Report.Instrument, next)] = slot;
        }

        if (_reports[slot] is null)
        {
            _reports[slot] = sighting.Report;
            _answers[slot] = sighting.Answer;
            return;
        }

        if (!_more.TryGetValue(slot, out List<OrderSighting>? more))
        {
            _more.Add(slot, more = []);
        }

        more.Add(sighting);
    }

    private int FollowChain(OrderGroup group)
    {
        foreach (OrderSighting sighting in group.Sightings)
        {
            OrderReport report = sighting.Report;
            if (report.VenueOrder is { } id && FindLearnedId(report.Account, report.Instrument,
                id) is >= 0 and int slot)
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>A client id matches only an order that has no venue id yet. Side and time may veto a match; they never
    /// make one.</summary>
    private void MatchByClientId(OrderGroup group)
    {
        OrderReport report = group.First;
        ClientOrderId? id = group.Sightings.Select(static s => s.Report.ClientOrder).FirstOrDefault(static c =>
            c is not null);
        List<int> slots = id is { } name ? _index.FindByClientId(report.Account, report.Instrument, name) : [];
        foreach (int slot in slots)
        {
            OrderSnapshot order = _index[slot];
            bool isFree = report.VenueOrder is null || (order.VenueOrder is null && !IsSighted(slot));
            if (isFree && report.Side == order.Intent.Side && !IsOlder(group, order))
            {
                Attach(slot, group);
                return;
            }
        }

        Unknown.Add((group, slots.Count > 0 ? slots[0] : -1));
    }

    /// <summary>Whether the venue had it before the intent was made. The engine's clock, which stamped the intent, may
    /// have been ahead; so what it calls older is the order all the same where the venue's own times say otherwise:
    /// what did not come before the books last agreed, on the same terms, is nothing they ever held.</summary>
    private bool IsOlder(OrderGroup group, OrderSnapshot order)
    {
        TimeSpan window = _policy.TimesOf(order.Intent.Account).RequestWindow;
        if (group.CreatedAt is not { } created || order.IntendedAt is not { } intended
            || Moments.Later(created, window) >= intended)
        {
            return false;
        }

        bool isStampPossible = intended <= Moments.Later(_context.Now, window);
        return _context.AgreedAt(order.Intent.Position.Book) is { } agreed
            ? created < agreed || (isStampPossible && !HasTermsOf(group.First, order.Intent))
            : isStampPossible;
    }

    private static bool HasTermsOf(OrderReport report, OrderIntent intent) =>
        IsSame(report.Quantity, intent.Quantity) && IsSame(report.Price, intent.Price)
        && IsSame(report.TriggerPrice, intent.TriggerPrice) && report.PositionSide == intent.PositionSide;
}

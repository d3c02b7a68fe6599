namespace PositionRecovery;

/// <summary>Tells what is news from what is history that was purged: executions that the books recognise without
/// listing
/// them, and orders whose executions are all of that kind.</summary>
internal sealed class PurgedHistory
{
    private readonly PassContext _context;
    private readonly PositionMatcher _positions;
    private readonly Dictionary<(AccountId, InstrumentId, string), decimal> _recognised = [];
    private readonly HashSet<(AccountId, InstrumentId, string)> _executed = [];

    internal PurgedHistory(PassContext context, PositionMatcher positions)
    {
        _context = context;
        _positions = positions;
    }

    /// <summary>How much of an order's executions is recognised.</summary>
    internal decimal Recognised(OrderReport order) => order.VenueOrder is { } id
        ? _recognised.GetValueOrDefault((order.Account, order.Instrument, id.Value))
        : 0m;

    /// <summary>Executions that belong to the past: purged, or from before the opening of the book.</summary>
    internal List<(FillReport Report, VenueAnswer Answer)> WithoutRecognised(
        List<(FillReport Report, VenueAnswer Answer)> fills)
    {
        var unknown = new List<(FillReport Report, VenueAnswer Answer)>(fills.Count);
        foreach ((FillReport report, VenueAnswer answer) in fills)
        {
            var key = new BookKey(report.Account, report.Instrument, report.PositionSide);
            if (_context.IsPurged(report.Key) || report.At <= _positions.Find(key)?.Opening?.At)
            {
                _context.Matched++;
                if (report.VenueOrder is { } id)
                {
                    var name = (report.Account, report.Instrument, id.Value);
                    _recognised[name] = _recognised.GetValueOrDefault(name) + report.Quantity;
                }
            }
            else
            {
                unknown.Add((report, answer));
                RememberNew(report, report.VenueOrder?.Value);
                RememberNew(report, report.ClientOrder?.Value);
            }
        }

        return unknown;
    }

    private void RememberNew(FillReport fill, string? order)
    {
        if (order is not null)
        {
            _executed.Add((fill.Account, fill.Instrument, order));
        }
    }

    /// <summary>An order that ended before the books last agreed, or all of whose executions are known to be part of
    /// the
    /// past, is history that was purged.</summary>
    internal bool IsPast(EffectiveReport report)
    {
        decimal recognised = Recognised(report.Report);
        OrderReport ended = report.Report;
        bool hasNewFills = new[] { ended.VenueOrder?.Value, ended.ClientOrder?.Value }
            .Any(name => name is not null && _executed.Contains((ended.Account, ended.Instrument, name)));
        if (hasNewFills || !OrderSnapshot.HasEnded(ended.Status))
        {
            return false;
        }

        decimal filled = report.Filled ?? 0m;
        if (recognised > 0m && recognised >= filled)
        {
            return true;
        }

        var key = new BookKey(report.Report.Account, report.Report.Instrument, report.Report.PositionSide);
        AccountBookSnapshot? book = _positions.Find(key);
        DateTimeOffset? horizon = _context.AgreedAt(key, book);
        DateTimeOffset? opened = book?.Opening?.At;
        DateTimeOffset? past = horizon is null || opened > horizon ? opened ?? horizon : horizon;
        return report.Report.UpdatedAt <= past;
    }
}

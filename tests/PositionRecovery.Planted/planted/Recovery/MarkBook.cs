namespace PositionRecovery;

/// <summary>The latest price of each instrument that a venue told, as long as it is fresh: by an old one an exit would
/// seem to be reached that is not. Safe for use by several threads.</summary>
/// <param name="clock">Tells how old a price is, from when it was heard.</param>
internal sealed class MarkBook(TimeProvider clock)
{
    /// <summary>How long a price counts.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(AccountId, InstrumentId), (decimal Price, long Heard)> _marks = [];

    internal void Learn(VenueSnapshot venue) => Learn(venue.Answers.SelectMany(static a => a.Reports));

    internal void Learn(IEnumerable<VenueReport> reports)
    {
        long now = clock.GetTimestamp();
        lock (_lock)
        {
            foreach (VenueReport report in reports)
            {
                switch (report)
                {
                    case PositionReport { MarkPrice: > 0m } r:
                        _marks[(r.Account, r.Instrument)] = (r.MarkPrice.Value, now);
                        break;
                    case MarkReport { Mark: > 0m } r:
                        _marks[(r.Account, r.Instrument)] = (r.Mark.Value, now);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    /// <summary>The prices that are fresh.</summary>
    internal Dictionary<(AccountId, InstrumentId), decimal> Fresh()
    {
        lock (_lock)
        {
            return _marks.Where(m => clock.GetElapsedTime(m.Value.Heard) <= Life)
                .ToDictionary(static m => m.Key, static m => m.Value.Price);
        }
    }
}

namespace PositionRecovery;

/// <summary>The latest price of each instrument that a venue told. Safe for use by several threads.</summary>
internal sealed class MarkBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(AccountId, InstrumentId), decimal> _marks = [];

    internal void Learn(VenueSnapshot venue)
    {
        lock (_lock)
        {
            foreach (VenueReport report in venue.Answers.SelectMany(static a => a.Reports))
            {
                switch (report)
                {
                    case PositionReport { MarkPrice: > 0m } r:
                        _marks[(r.Account, r.Instrument)] = r.MarkPrice.Value;
                        break;
                    case MarkReport { Mark: > 0m } r:
                        _marks[(r.Account, r.Instrument)] = r.Mark.Value;
                        break;
                    default:
                        break;
                }
            }
        }
    }

    internal Dictionary<(AccountId, InstrumentId), decimal> Copy()
    {
        lock (_lock)
        {
            return new Dictionary<(AccountId, InstrumentId), decimal>(_marks);
        }
    }
}

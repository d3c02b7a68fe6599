namespace PositionRecovery;

/// <summary>Fills the cases with what concerns them: books, owners and orders of their position, and what was read of
/// it.</summary>
internal sealed class CaseLoader
{
    private readonly PassContext _context;
    private readonly PositionMatcher _positions;
    private readonly IReadOnlyDictionary<BookKey, KeyCase> _cases;
    private readonly IReadOnlySet<AccountId> _blocked;

    internal CaseLoader(
        PassContext context,
        PositionMatcher positions,
        IReadOnlyDictionary<BookKey, KeyCase> cases,
        IReadOnlySet<AccountId> blocked)
    {
        _context = context;
        _positions = positions;
        _cases = cases;
        _blocked = blocked;
    }

    internal void Load()
    {
        if (_cases.Count == 0)
        {
            return;
        }

        foreach (OrderSnapshot order in _context.Cached.Orders)
        {
            if (_cases.TryGetValue(order.Intent.Position.Book, out KeyCase? found))
            {
                found.CachedOrders.Add(order);
            }
        }

        foreach (PositionSnapshot position in _context.Cached.Positions)
        {
            if (_cases.TryGetValue(position.Key.Book, out KeyCase? found))
            {
                found.Owners.Add(position);
            }
        }

        foreach (KeyCase found in _cases.Values)
        {
            found.Book = _positions.FindStored(found.Key);
            found.CachedOrders.Sort(static (a, b) => OrderCase.Compare(a, b));
        }

        LoadReads();
    }

    private void LoadReads()
    {
        foreach (VenueAnswer answer in _context.Evidence.Answers)
        {
            if (answer.Query is not PositionsQuery || !answer.Coverage.HasFacts
                || _blocked.Contains(answer.Query.Account))
            {
                continue;
            }

            foreach (PositionReport report in answer.Reports.OfType<PositionReport>())
            {
                if (Evidence.IsInScope(answer, report) && _cases.TryGetValue(report.Key, out KeyCase? found))
                {
                    found.Reads.Add(new PositionRead(answer, report));
                }
            }
        }

        foreach (KeyCase found in _cases.Values)
        {
            HashSet<VenueAnswer> seen = [.. found.Reads.Select(static r => r.Answer)];
            foreach (VenueAnswer answer in _context.Evidence.Of(found.Key.Account)
                .CompleteAbout<PositionsQuery>(found.Key.Instrument))
            {
                if (!seen.Contains(answer))
                {
                    found.Reads.Add(new PositionRead(answer, null));
                }
            }
        }
    }
}

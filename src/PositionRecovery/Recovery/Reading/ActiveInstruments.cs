namespace PositionRecovery;

/// <summary>The instruments of one account that matter: those with evidence of activity first, so that what a deadline
/// cuts off is the rest. Not thread-safe.</summary>
internal sealed class ActiveInstruments
{
    private readonly Dictionary<InstrumentId, Activity> _reasons = [];
    private readonly Func<InstrumentId, bool> _isWanted;

    private ActiveInstruments(Func<InstrumentId, bool> isWanted) => _isWanted = isWanted;

    internal int Count => _reasons.Count;

    /// <summary>In the order in which they are to be read.</summary>
    internal InstrumentId[] Ordered =>
    [
        .. _reasons.OrderBy(static r => r.Value).ThenBy(static r => r.Key.Value, StringComparer.Ordinal)
            .Select(static r => r.Key),
    ];

    /// <summary>What the books and the options give reason to read.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cached">The books.</param>
    /// <param name="options">Claims and filters.</param>
    /// <param name="more">Instruments that the host names.</param>
    internal static ActiveInstruments Of(
        AccountId account, CachedSnapshot cached, ReconciliationOptions options, params IEnumerable<InstrumentId> more)
    {
        var active = new ActiveInstruments(new Policy(options).Includes);
        foreach (OrderSnapshot order in cached.Orders.Where(o => o.Intent.Account == account && !o.IsTerminal))
        {
            active.Add(order.Intent.Instrument, Activity.Open);
        }

        foreach (PositionSnapshot position in cached.Positions
            .Where(p => p.Key.Account == account && p.Quantity != 0m))
        {
            active.Add(position.Key.Instrument, Activity.Open);
        }

        foreach (AccountBookSnapshot book in cached.AccountBooks
            .Where(b => b.Key.Account == account && b.Quantity != 0m))
        {
            active.Add(book.Key.Instrument, Activity.Open);
        }

        // What stands in for executions that were not shown is replaced when they are.
        foreach (OrderSnapshot order in cached.Orders
            .Where(o => o.Intent.Account == account && o.Fills.Any(static f => f.IsPlaceholder)))
        {
            active.Add(order.Intent.Instrument, Activity.Expected);
        }

        foreach (ExternalClaim claim in options.Claims.Where(c => c.Account == account))
        {
            active.Add(claim.Instrument, Activity.Expected);
        }

        foreach (InstrumentId instrument in more)
        {
            active.Add(instrument, Activity.Expected);
        }

        return active;
    }

    /// <summary>A copy that learns on its own.</summary>
    internal ActiveInstruments Copy()
    {
        var copy = new ActiveInstruments(_isWanted);
        foreach ((InstrumentId instrument, Activity reason) in _reasons)
        {
            copy.Add(instrument, reason);
        }

        return copy;
    }

    /// <summary>Takes what an answer shows.</summary>
    internal void Learn(VenueAnswer answer)
    {
        foreach (VenueReport report in answer.Reports)
        {
            switch (report)
            {
                case PositionReport { Quantity: not 0m } r:
                    Add(r.Instrument, Activity.Open);
                    break;
                case OrderReport r:
                    Add(r.Instrument, answer.Query is OpenOrdersQuery ? Activity.Open : Activity.Recent);
                    break;
                case FillReport r:
                    Add(r.Instrument, Activity.Recent);
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(InstrumentId instrument, Activity reason)
    {
        if (_isWanted(instrument)
            && (!_reasons.TryGetValue(instrument, out Activity known) || reason < known))
        {
            _reasons[instrument] = reason;
        }
    }
}

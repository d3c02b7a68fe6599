namespace PositionRecovery.Simulation;

/// <summary>Adds the executions of a journal up, the slow and plain way: a list of what was executed, gone through from
/// the start for every question. Shares no code with the product's folds.</summary>
internal sealed class NaiveFold
{
    private readonly List<Execution> _fills = [];
    private readonly Dictionary<string, PositionSide> _sides = [];
    private readonly Dictionary<BookKey, DateTimeOffset> _agreed = [];
    private readonly Dictionary<BookKey, DateTimeOffset> _purged = [];
    private SessionId? _session;

    /// <summary>The venue's ids of all executions.</summary>
    internal IEnumerable<string> Trades => _fills.Select(static f => $"{f.Instrument} {f.Trade}");

    /// <summary>What cannot be, as it was read.</summary>
    internal List<string> Wrong { get; } = [];

    /// <summary>Orders that were added to the books.</summary>
    internal List<OrderSnapshot> Imported { get; } = [];

    internal void Add(ExecutionEvent happened)
    {
        switch (happened)
        {
            case OrderIntendedEvent intended:
                _sides[intended.Intent.Id.Value] = intended.Intent.PositionSide;
                break;
            case OrderImportedEvent imported:
                Imported.Add(imported.Order);
                _sides[imported.Order.Intent.Id.Value] = imported.Order.Intent.PositionSide;
                break;
            case OrderFilledEvent { Fill: { } fill }:
                bool isKnown = _fills.Any(f => f.Account == fill.Account && f.Instrument == fill.Instrument
                    && f.Trade == fill.Trade.Value && f.IsBuy == (fill.Side == OrderSide.Buy));
                if (!isKnown)
                {
                    var execution = new Execution(
                        fill.Account, fill.Instrument, fill.Trade.Value, fill.Order.Value, fill.Side == OrderSide.Buy,
                        fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity, fill.CoversUntil);
                    bool isStoodFor = fill.IsPlaceholder && _purged.TryGetValue(KeyOf(execution), out DateTimeOffset until)
                        && fill.At <= until;
                    _fills.Add(isStoodFor ? execution with { Signed = 0m } : execution);
                }

                break;
            case PositionReconciledEvent agreed:
                _agreed[agreed.Key] = agreed.AgreedAt;
                break;
            case StatePurgedEvent purged:
                Purge(purged.OrdersBefore);
                break;
            case PlaceholderReducedEvent reduced:
                int index = _fills.FindIndex(f => f.Trade == reduced.Placeholder.Value);
                _fills[index] = _fills[index] with { Signed = reduced.RemainingQuantity };
                break;
            default:
                AddSession(happened);
                break;
        }
    }

    internal IEnumerable<(BookKey Key, decimal Quantity)> Quantities()
    {
        // Executions of orders that never became known are held, and in no book.
        foreach (BookKey key in _fills.Where(f => _sides.ContainsKey(f.Order)).Select(KeyOf).Distinct().ToArray())
        {
            decimal sum = 0m;
            foreach (Execution fill in _fills)
            {
                if (_sides.ContainsKey(fill.Order) && KeyOf(fill) == key)
                {
                    sum += fill.Signed;
                }
            }

            yield return (key, sum);
        }
    }

    /// <summary>The executions of a book, for whoever reads a failure.</summary>
    internal string Explain(BookKey key) => string.Join(", ", _fills.Where(f => KeyOf(f) == key)
        .Select(static f => FormattableString.Invariant($"{f.Trade} of {f.Order}: {f.Signed:G29}")));

    /// <summary>What stood in a position for executions that nobody had seen, and was purged, stays a part of it: what
    /// an order turns out to have executed until then is not added to it.</summary>
    private void Purge(DateTimeOffset before)
    {
        foreach (Execution standIn in _fills.Where(f => f.CoversUntil <= before))
        {
            if (_agreed.TryGetValue(KeyOf(standIn), out DateTimeOffset agreed) && standIn.CoversUntil <= agreed)
            {
                _purged[KeyOf(standIn)] = agreed < before ? agreed : before;
            }
        }
    }

    private void AddSession(ExecutionEvent happened)
    {
        switch (happened)
        {
            case SessionStartedEvent started:
                if (_session is not null)
                {
                    Wrong.Add($"session {started.Session.Id} starts while {_session} is active");
                }

                _session = started.Session.Id;
                break;
            case SessionStoppedEvent:
            case SessionCrashedEvent:
                _session = null;
                break;
            default:
                break;
        }
    }

    // The side is the order's, which may be learned after its executions.
    private BookKey KeyOf(Execution fill) => new(
        fill.Account, fill.Instrument, _sides.GetValueOrDefault(fill.Order, PositionSide.Net));

    private readonly record struct Execution(
        AccountId Account, InstrumentId Instrument, string Trade, string Order, bool IsBuy, decimal Signed,
        DateTimeOffset? CoversUntil);
}

namespace PositionRecovery.Simulation;

/// <summary>Adds the executions of a journal up, the slow and plain way: a list of what was executed, gone through from
/// the start for every question. Shares no code with the product's folds.</summary>
internal sealed class NaiveFold
{
    private readonly List<Execution> _fills = [];
    private readonly Dictionary<string, PositionSide> _sides = [];
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
                    _fills.Add(new Execution(
                        fill.Account, fill.Instrument, fill.Trade.Value, fill.Order.Value, fill.Side == OrderSide.Buy,
                        fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity));
                }

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
        foreach (BookKey key in _fills.Select(KeyOf).Distinct().ToArray())
        {
            decimal sum = 0m;
            foreach (Execution fill in _fills)
            {
                if (KeyOf(fill) == key)
                {
                    sum += fill.Signed;
                }
            }

            yield return (key, sum);
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
        AccountId Account, InstrumentId Instrument, string Trade, string Order, bool IsBuy, decimal Signed);
}

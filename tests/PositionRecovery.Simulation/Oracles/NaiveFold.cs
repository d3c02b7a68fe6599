namespace PositionRecovery.Simulation;

/// <summary>Adds the executions of a journal up, the slow and plain way: a list of what was executed, gone through from
/// the start for every question.</summary>
internal sealed class NaiveFold
{
    private readonly List<(BookKey Key, string Trade, string Order, decimal Signed)> _fills = [];
    private readonly Dictionary<string, PositionSide> _sides = [];
    private SessionId? _session;

    /// <summary>The venue's ids of all executions.</summary>
    internal IEnumerable<string> Trades => _fills.Select(static f => $"{f.Key.Instrument} {f.Trade}");

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
            case PositionRestatedEvent restated:
                for (int i = 0; i < _fills.Count; i++)
                {
                    _fills[i] = _fills[i].Key == restated.Key
                        ? _fills[i] with { Signed = _fills[i].Signed * restated.Ratio }
                        : _fills[i];
                }

                break;
            case OrderImportedEvent imported:
                Imported.Add(imported.Order);
                _sides[imported.Order.Intent.Id.Value] = imported.Order.Intent.PositionSide;
                break;
            case OrderFilledEvent { Fill: { } fill }:
                var key = new BookKey(
                    fill.Account, fill.Instrument, _sides.GetValueOrDefault(fill.Order.Value, PositionSide.Net));
                if (!_fills.Any(f => f.Key == key && f.Trade == fill.Trade.Value))
                {
                    _fills.Add((
                        key, fill.Trade.Value, fill.Order.Value,
                        fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity));
                }

                break;
            case PlaceholderReducedEvent reduced:
                int index = _fills.FindIndex(f => f.Trade == reduced.Placeholder.Value);
                _fills[index] = _fills[index] with { Signed = reduced.RemainingQuantity };
                break;
            default:
                break;
        }
    }

    internal IEnumerable<(BookKey Key, decimal Quantity)> Quantities()
    {
        foreach (BookKey key in _fills.Select(static f => f.Key).Distinct())
        {
            decimal sum = 0m;
            foreach (var fill in _fills)
            {
                if (fill.Key == key)
                {
                    sum += fill.Signed;
                }
            }

            yield return (key, sum);
        }
    }
}

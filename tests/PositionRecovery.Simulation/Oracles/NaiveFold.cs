namespace PositionRecovery.Simulation;

/// <summary>Adds the executions of a journal up, the slow and plain way: a list of what was executed, gone through from
/// the start for every question.</summary>
internal sealed class NaiveFold
{
    private readonly List<(BookKey Key, string Trade, string Order, decimal Signed)> _fills = [];
    private readonly Dictionary<string, PositionSide> _sides = [];

    /// <summary>The venue's ids of all executions.</summary>
    internal IEnumerable<string> Trades => _fills.Select(static f => f.Trade);

    internal void Add(ExecutionEvent happened)
    {
        switch (happened)
        {
            case OrderIntendedEvent intended:
                _sides[intended.Intent.Id.Value] = intended.Intent.PositionSide;
                break;
            case OrderImportedEvent imported:
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

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>
/// The least that any comparison of these inputs has to do: index the books by identity, look every report up, compare
/// quantity and price. It draws no conclusions, applies no rules and makes no plan.
/// </summary>
/// <remarks>
/// A report that finds nothing is added to the index. So an empty cache has a floor too: whoever imports a row has to
/// store it under its identity at least.
/// </remarks>
internal sealed class HashJoin
{
    private readonly Dictionary<(AccountId, InstrumentId, PositionSide), (decimal Quantity, decimal? Price)> _positions;
    private readonly Dictionary<(AccountId, InstrumentId, VenueOrderId), (decimal Quantity, decimal? Price)> _orders;
    private readonly Dictionary<TradeKey, (decimal Quantity, decimal Price)> _fills;

    private HashJoin(CachedSnapshot cached, VenueSnapshot venue)
    {
        _positions = new(Math.Max(cached.AccountBooks.Count, Count<PositionReport>(venue)));
        _orders = new(Math.Max(cached.Orders.Count, Count<OrderReport>(venue)));
        _fills = new(Count<FillReport>(venue));
    }

    /// <summary>How many rows agree.</summary>
    internal static long Run(CachedSnapshot cached, VenueSnapshot venue)
    {
        var join = new HashJoin(cached, venue);
        join.Index(cached);
        return join.Probe(venue);
    }

    private static int Count<T>(VenueSnapshot venue) =>
        venue.Answers.Where(answer => answer.Reports is [T, ..]).Sum(answer => answer.Reports.Count);

    private void Index(CachedSnapshot cached)
    {
        foreach (AccountBookSnapshot book in cached.AccountBooks)
        {
            _positions[(book.Key.Account, book.Key.Instrument, book.Key.Side)] = (book.Quantity, book.AveragePrice);
        }

        foreach (OrderSnapshot order in cached.Orders)
        {
            if (order.VenueOrder is { } id)
            {
                OrderIntent intent = order.Intent;
                _orders[(intent.Account, intent.Instrument, id)] = (intent.Quantity, intent.Price);
            }

            foreach (FillSnapshot fill in order.Fills)
            {
                _fills[fill.Key] = (fill.Quantity, fill.Price);
            }
        }
    }

    private long Probe(VenueSnapshot venue)
    {
        long equal = 0;
        foreach (VenueAnswer answer in venue.Answers)
        {
            foreach (VenueReport report in answer.Reports)
            {
                equal += report switch
                {
                    FillReport fill => Probe(_fills, fill.Key, (fill.Quantity, fill.Price)),
                    OrderReport { VenueOrder: { } id } order => Probe(
                        _orders, (order.Account, order.Instrument, id), (order.Quantity ?? 0m, order.Price)),
                    PositionReport position => Probe(
                        _positions, (position.Account, position.Instrument, position.Side),
                        (position.Quantity, position.AveragePrice)),
                    _ => 0,
                };
            }
        }

        return equal;
    }

    private static int Probe<TKey, TValue>(Dictionary<TKey, TValue> index, TKey key, TValue reported)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out TValue? known))
        {
            return EqualityComparer<TValue>.Default.Equals(known, reported) ? 1 : 0;
        }

        index.Add(key, reported);
        return 0;
    }
}

namespace PositionRecovery;

/// <summary>Identities of purged executions, by position and hour.</summary>
internal sealed class PurgedMemory
{
    private readonly HashSet<TradeKey> _trades = [];
    private readonly Dictionary<(BookKey Key, long Hour), List<TradeKey>> _hours = [];

    internal IReadOnlyCollection<TradeKey> Trades => _trades;

    internal bool Contains(TradeKey key) => _trades.Contains(key);

    internal void Load(PurgedTradeChunk chunk)
    {
        foreach (TradeKey trade in chunk.Trades)
        {
            Add(chunk.Key, chunk.Hour, trade);
        }
    }

    /// <returns>Whether it was not known.</returns>
    internal bool Add(BookKey key, DateTimeOffset at, TradeKey trade)
    {
        if (!_trades.Add(trade))
        {
            return false;
        }

        Hour(key, HourOf(at)).Add(trade);
        return true;
    }

    /// <summary>The chunks of one hour as they are stored.</summary>
    internal IEnumerable<PurgedTradeChunk> Chunks(BookKey key, DateTimeOffset at)
    {
        long hour = HourOf(at);
        if (!_hours.TryGetValue((key, hour), out List<TradeKey>? trades))
        {
            yield break;
        }

        for (int part = 0; part * PurgedTradeChunk.MaxTrades < trades.Count; part++)
        {
            yield return new PurgedTradeChunk
            {
                Key = key,
                Hour = TimeOf(hour),
                Part = part,
                Trades = [.. trades.Skip(part * PurgedTradeChunk.MaxTrades).Take(PurgedTradeChunk.MaxTrades)],
            };
        }
    }

    internal bool HasBefore(DateTimeOffset moment) => _hours.Keys.Any(h => TimeOf(h.Hour + 1) <= moment);

    /// <summary>Forgets hours that ended at or before a moment.</summary>
    /// <returns>The chunks that are gone.</returns>
    internal List<PurgedTradeChunk> Forget(DateTimeOffset before)
    {
        var gone = new List<PurgedTradeChunk>();
        foreach ((BookKey key, long hour) in _hours.Keys.Where(h => TimeOf(h.Hour + 1) <= before).ToList())
        {
            gone.AddRange(Chunks(key, TimeOf(hour)));
            _trades.ExceptWith(_hours[(key, hour)]);
            _hours.Remove((key, hour));
        }

        return gone;
    }

    internal void Clear()
    {
        _trades.Clear();
        _hours.Clear();
    }

    private static long HourOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private static DateTimeOffset TimeOf(long hour) => new(hour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    private List<TradeKey> Hour(BookKey key, long hour)
    {
        if (!_hours.TryGetValue((key, hour), out List<TradeKey>? trades))
        {
            _hours.Add((key, hour), trades = []);
        }

        return trades;
    }
}

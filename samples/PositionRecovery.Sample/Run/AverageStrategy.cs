namespace PositionRecovery.Sample;

/// <summary>A small strategy: it buys above the average of the last minutes and sells below it, adds once at a better
/// price, and protects what it holds with a stop and a take-profit.</summary>
internal sealed class AverageStrategy : RecoverableStrategy
{
    public static readonly StrategyId Name = new("average");

    private const int Bars = 60;

    private readonly Dictionary<InstrumentId, Queue<decimal>> _closes;
    private readonly decimal _stop;
    private readonly Lock _lock = new();
    private bool _isReady;

    /// <param name="listings">What it trades.</param>
    /// <param name="stop">How far from the entry the stop is, as a part of the price; the take-profit is twice as far.
    /// </param>
    public AverageStrategy(IReadOnlyList<Listing> listings, decimal stop)
        : base(new StrategyProfile
        {
            Id = Name,
            Warmup = [.. listings.Select(static l => new WarmupRequest
            {
                Instrument = l.Id, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromMinutes(Bars),
            })],
        })
    {
        _stop = stop;
        _closes = listings.ToDictionary(static l => l.Id, static _ => new Queue<decimal>());
    }

    /// <summary>The average of the last minutes; <c>null</c> before the warm-up is over.</summary>
    public decimal? AverageOf(InstrumentId instrument)
    {
        lock (_lock)
        {
            return _isReady && _closes[instrument].Count > 0 ? _closes[instrument].Average() : null;
        }
    }

    /// <summary>What to do about an instrument now.</summary>
    /// <param name="listing">The instrument.</param>
    /// <param name="price">Its price.</param>
    /// <param name="position">What the strategy holds of it.</param>
    /// <returns>An order without an id; <c>null</c> for nothing.</returns>
    public Wish? Decide(Listing listing, decimal price, PositionSnapshot? position)
    {
        if (AverageOf(listing.Id) is not { } average)
        {
            return null;
        }

        decimal held = position?.Quantity ?? 0m;
        if (held == 0m)
        {
            return Math.Abs(price - average) < average * _stop / 10m
                ? null
                : new Wish(price > average ? OrderSide.Buy : OrderSide.Sell, listing.Lot, Limit: null);
        }

        // Only the first lot is added to.
        return Math.Abs(held) != listing.Lot || position!.AveragePrice is not { } entry
            ? null
            : new Wish(
                held > 0m ? OrderSide.Buy : OrderSide.Sell,
                listing.Lot / 2m,
                SampleExchange.Quoted(listing, entry * (1m - (Math.Sign(held) * _stop / 3m))));
    }

    protected override ExitPlan PlanExits(ExitContext context)
    {
        decimal entry = context.Position.AveragePrice ?? 0m;
        decimal away = _stop * Math.Sign(context.Position.Quantity);
        return entry == 0m
            ? ExitPlan.Undecided("no entry price is known")
            : ExitPlan.OneCancelsOther(
                ExitLeg.Stop("stop", entry * (1m - away)), ExitLeg.TakeProfit("profit", entry * (1m + (2m * away))));
    }

    protected override void OnWarmupBar(HistoricalBar bar)
    {
        lock (_lock)
        {
            Queue<decimal> closes = _closes[bar.Instrument];
            closes.Enqueue(bar.Close);
            if (closes.Count > Bars)
            {
                closes.Dequeue();
            }
        }
    }

    protected override ValueTask OnReadyAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isReady = true;
        }

        return ValueTask.CompletedTask;
    }
}

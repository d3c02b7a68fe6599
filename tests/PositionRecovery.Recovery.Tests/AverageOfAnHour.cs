using System.Buffers.Binary;

namespace PositionRecovery.Recovery.Tests;

/// <summary>A strategy with an indicator over the last hour, which it stores, and which shows every bar that is lost,
/// doubled or changed.</summary>
internal sealed class AverageOfAnHour(StrategyId id)
    : RecoverableStrategy(new StrategyProfile { Id = id, Warmup = [TwoHours] }), IIndicatorSnapshot
{
    public static readonly WarmupRequest TwoHours = new()
    {
        Instrument = Market.Btc.Id, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromHours(2),
    };

    private readonly Lock _lock = new();
    private readonly Queue<long> _closes = [];
    private DateTimeOffset _asOf;

    /// <summary>Called instead of saving, once it is set.</summary>
    public Func<StrategySnapshot, StrategySnapshot?>? Saves { get; set; }

    public int IndicatorVersion { get; init; } = 1;

    public int Fed { get; private set; }

    public bool IsReady { get; private set; }

    public StrategySnapshot? Stored { get; private set; }

    /// <summary>The indicator as it is.</summary>
    public StrategySnapshot Now
    {
        get
        {
            lock (_lock)
            {
                byte[] bytes = new byte[_closes.Count * sizeof(long)];
                int at = 0;
                foreach (long close in _closes)
                {
                    BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at), close);
                    at += sizeof(long);
                }

                return new StrategySnapshot { Version = IndicatorVersion, AsOf = _asOf, Bytes = bytes };
            }
        }
    }

    public StrategySnapshot? SaveIndicators() => Saves is { } saves ? saves(Now) : Now;

    public void RestoreIndicators(StrategySnapshot state)
    {
        lock (_lock)
        {
            _closes.Clear();
            for (int at = 0; at < state.Bytes.Length; at += sizeof(long))
            {
                _closes.Enqueue(BinaryPrimitives.ReadInt64BigEndian(state.Bytes.Span[at..]));
            }

            _asOf = state.AsOf;
        }
    }

    public void ResetIndicators()
    {
        lock (_lock)
        {
            _closes.Clear();
            _asOf = default;
        }
    }

    /// <summary>A bar of the live feed, or of the past.</summary>
    public void Take(HistoricalBar bar)
    {
        lock (_lock)
        {
            if (bar.CloseTime <= _asOf)
            {
                return;
            }

            _closes.Enqueue((long)(bar.Close * 100m));
            _asOf = bar.CloseTime;
            if (_closes.Count > 60)
            {
                _closes.Dequeue();
            }
        }
    }

    protected override ExitPlan PlanExits(ExitContext context) => ExitPlan.None;

    protected override void OnStateRecovered(StrategySnapshot stored) => Stored = stored;

    protected override void OnWarmupBar(HistoricalBar bar)
    {
        Fed++;
        Take(bar);
    }

    protected override ValueTask OnReadyAsync(CancellationToken cancellationToken)
    {
        IsReady = true;
        return ValueTask.CompletedTask;
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using PositionRecovery;

namespace ApiExamples;

/// <summary>The engine's own fill.</summary>
internal sealed record MyFill(
    string TradeId, string ClientId, string Symbol, bool IsBuy, decimal Quantity, decimal Price, decimal Fee,
    string FeeAsset, DateTimeOffset Time);

/// <summary>The engine's own connection to the exchange.</summary>
internal sealed class MyExchange(Func<OrderIntent, MyFill> trade)
{
    public event Action<MyFill>? Filled;

    public event Action? Reconnected;

    public List<OrderIntent> Sent { get; } = [];

    public Task SendAsync(OrderIntent order)
    {
        Sent.Add(order);
        Filled?.Invoke(trade(order));
        return Task.CompletedTask;
    }

    public void Reconnect() => Reconnected?.Invoke();
}

/// <summary>The engine's own queue of orders.</summary>
internal sealed class MyQueue
{
    private readonly Channel<OrderIntent> _orders = Channel.CreateUnbounded<OrderIntent>();

    public ConcurrentQueue<string> Refusals { get; } = [];

    public ConcurrentQueue<MyFill> Retries { get; } = [];

    public IAsyncEnumerable<OrderIntent> ReadAsync(CancellationToken stopping) => _orders.Reader.ReadAllAsync(stopping);

    public void Add(OrderIntent order) => Assert.True(_orders.Writer.TryWrite(order));

    public void End() => _orders.Writer.Complete();

    public void Refuse(OrderIntent order, string reason) => Refusals.Enqueue($"{order.Id}: {reason}");

    public void Retry(MyFill fill) => Retries.Enqueue(fill);
}

/// <summary>The engine's own market data.</summary>
public sealed class MyFeed
{
    public ConcurrentQueue<InstrumentId> Subscribed { get; } = [];

    /// <summary>What the order loop saw when it was let in.</summary>
    public TaskCompletionSource<CachedSnapshot> Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask SubscribeAsync(InstrumentId instrument, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Subscribed.Enqueue(instrument);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The highest high and the lowest low of the last bars.</summary>
internal sealed class MovingRange(int bars)
{
    private readonly Queue<(decimal High, decimal Low)> _bars = new();

    public void Add(decimal high, decimal low)
    {
        _bars.Enqueue((high, low));
        if (_bars.Count > bars)
        {
            _bars.Dequeue();
        }
    }
}

/// <summary>The in-house exchange's client: one position, no orders, seven days of executions.</summary>
public sealed class InHouseClient
{
    public DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public ValueTask<DateTimeOffset> NowAsync(CancellationToken ct) => ValueTask.FromResult(Now);

    public ValueTask<IReadOnlyList<VenueReport>> PositionsAsync(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<VenueReport>>(
        [
            new PositionReport { Account = new("INHOUSE:prop"), Instrument = new("INHOUSE:GOLD"), Quantity = 3m },
        ]);

    public ValueTask<IReadOnlyList<VenueReport>> OrdersAsync(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<VenueReport>>([]);

    public ValueTask<(IReadOnlyList<VenueReport> Fills, DateTimeOffset Oldest)> FillsAsync(
        DateTimeOffset from, CancellationToken ct) =>
        ValueTask.FromResult<(IReadOnlyList<VenueReport>, DateTimeOffset)>(([], Now.AddDays(-7)));
}

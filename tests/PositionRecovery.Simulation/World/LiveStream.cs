namespace PositionRecovery.Simulation;

/// <summary>What a venue tells a process as it happens. Things are lost, told twice and told late; what is told is
/// recorded one after the other.</summary>
internal sealed class LiveStream(World world, Process process)
{
    private readonly Queue<ExecutionEvent> _queue = new();
    private bool _isLost;
    private int _tangled;
    private int _toldTangled;
    private int _fillsTangled;
    private bool _isRecording;

    internal bool IsLost => _isLost;

    internal void Lose() => _isLost = true;

    internal void Find() => _isLost = false;

    internal void Tangle(int reports) => _tangled = reports;

    internal void Untangle() => (_isLost, _tangled) = (false, 0);

    internal void Tell(VenueReport report)
    {
        if (_isLost || ToEvent(report) is not { } happened)
        {
            world.Reach.Hit("stream", _isLost ? "lost" : "told");
            return;
        }

        if (_tangled-- > 0)
        {
            world.Reach.Hit("stream", "twice and late");
            if (++_toldTangled % 3 != 0 && (happened is not OrderFilledEvent || ++_fillsTangled % 2 == 0))
            {
                Queue(happened); // otherwise it is late only, and others overtake it
            }

            TimeSpan late = TimeSpan.FromMilliseconds(700 * (1 + (_tangled % 5)));
            world.Pump.Clock.CreateTimer(_ => Queue(happened), null, late, Timeout.InfiniteTimeSpan);
            return;
        }

        Queue(happened);
    }

    private void Queue(ExecutionEvent happened)
    {
        _queue.Enqueue(happened);
        if (!_isRecording)
        {
            _isRecording = true;
            ThreadPool.UnsafeQueueUserWorkItem(static s => _ = s.RecordAllAsync(), this, preferLocal: false);
        }
    }

    private async Task RecordAllAsync()
    {
        while (_queue.TryDequeue(out ExecutionEvent? next))
        {
            await process.RecordAsync(next);
        }

        _isRecording = false;
    }

    // An engine knows its own orders by their ids; others are left to the reconciler.
    private ExecutionEvent? ToEvent(VenueReport report) => report switch
    {
        FillReport { ClientOrder: { } id } fill when IsTold(id) => new OrderFilledEvent
        {
            At = fill.At,
            Fill = new FillSnapshot
            {
                Trade = fill.Trade, Order = id, Account = fill.Account, Instrument = fill.Instrument, Side = fill.Side,
                Quantity = fill.Quantity, Price = fill.Price, Fee = fill.Fee, FeeAsset = fill.FeeAsset, At = fill.At,
                Liquidity = fill.Liquidity, Sequence = fill.Sequence,
            },
        },
        OrderReport { ClientOrder: { } id, UpdatedAt: { } at } order when IsTold(id) => order.Status switch
        {
            OrderStatus.Accepted => new OrderAcceptedEvent { At = at, Order = id, VenueOrder = order.VenueOrder },
            OrderStatus.Canceled => new OrderCanceledEvent { At = at, Order = id, Reason = order.Reason },
            OrderStatus.Expired => new OrderExpiredEvent { At = at, Order = id, Reason = order.Reason },
            OrderStatus.Triggered => new OrderTriggeredEvent { At = at, Order = id, VenueOrder = order.VenueOrder },
            _ => null,
        },
        _ => null,
    };

    private bool IsTold(ClientOrderId id) => world.Options.TellsAll || IsOurs(id);

    internal static bool IsOurs(ClientOrderId id) =>
        id.Value.StartsWith("e-", StringComparison.Ordinal) || id.Value.StartsWith("X-", StringComparison.Ordinal);
}

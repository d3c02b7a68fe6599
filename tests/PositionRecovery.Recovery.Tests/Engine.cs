using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>A small trading engine: one coordinator, one strategy, orders sent by hand.</summary>
internal sealed class Engine(
    RecoveryCoordinator coordinator, TrendStrategy strategy, SimulatedVenue venue, CrashSwitch life) : IAsyncDisposable
{
    public RecoveryCoordinator Coordinator { get; } = coordinator;

    public TrendStrategy Strategy { get; } = strategy;

    public CrashSwitch Life { get; } = life;

    public Task<RecoveryReport> StartAsync() => Coordinator.StartAsync(CancellationToken.None);

    public decimal? QuantityOf(InstrumentId instrument) => Coordinator.State.FindPosition(
        new PositionKey(Strategy.Profile.Id, Market.Account, instrument, PositionSide.Net))?.Quantity;

    /// <summary>Asks leave, sends, and records what the venue reports.</summary>
    public async Task<IntentResult> TradeAsync(
        string id, InstrumentId instrument, OrderSide side, decimal quantity, decimal? limit = null, bool isTold = true)
    {
        var order = new OrderIntent
        {
            Id = new(id), Strategy = Strategy.Profile.Id, Account = Market.Account, Instrument = instrument, Side = side,
            Type = limit is null ? OrderType.Market : OrderType.Limit, Quantity = quantity, Price = limit,
        };
        IntentResult permit = await Coordinator.State.IntendAsync(order, CancellationToken.None);
        if (!permit.IsGranted)
        {
            return permit;
        }

        SubmitResult sent = await venue.SubmitAsync(
            new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, CancellationToken.None);
        if (sent.Status == SubmitStatus.Accepted && isTold)
        {
            await TellAsync(order, sent.VenueOrder);
        }

        return permit;
    }

    /// <summary>Ends in order.</summary>
    public async Task StopAsync()
    {
        await Coordinator.StopAsync(CancellationToken.None);
        await Coordinator.DisposeAsync();
    }

    /// <summary>Dies: nothing of it happens any more.</summary>
    public void Kill() => Life.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!Life.Died.IsCompleted)
        {
            await Coordinator.DisposeAsync();
        }
    }

    private async Task TellAsync(OrderIntent order, VenueOrderId? venueOrder)
    {
        await Coordinator.State.RecordAsync(
            new OrderAcceptedEvent { At = venue.Now, Order = order.Id, VenueOrder = venueOrder }, CancellationToken.None);
        foreach (FillReport fill in venue.FillsOf(Market.Account).Where(f => f.VenueOrder == venueOrder))
        {
            await Coordinator.State.RecordAsync(
                new OrderFilledEvent
                {
                    At = fill.At,
                    Fill = new FillSnapshot
                    {
                        Trade = fill.Trade, Order = order.Id, Account = order.Account, Instrument = order.Instrument,
                        Side = fill.Side, Quantity = fill.Quantity, Price = fill.Price, Fee = fill.Fee,
                        FeeAsset = fill.FeeAsset, At = fill.At,
                    },
                },
                CancellationToken.None);
        }
    }
}

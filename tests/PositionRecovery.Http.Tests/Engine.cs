using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>A small trading engine: one coordinator, one strategy, orders sent by hand.</summary>
internal sealed class Engine(
    RecoveryCoordinator coordinator, BracketStrategy strategy, VenuePorts ports, CrashSwitch life) : IAsyncDisposable
{
    public RecoveryCoordinator Coordinator { get; } = coordinator;

    public CrashSwitch Life { get; } = life;

    public Task<RecoveryReport> StartAsync() => Coordinator.StartAsync(CancellationToken.None);

    public decimal? QuantityOf(InstrumentId instrument) => Coordinator.State.FindPosition(
        new PositionKey(strategy.Profile.Id, Market.Account, instrument, PositionSide.Net))?.Quantity;

    /// <summary>Asks leave and sends; records the acceptance, and leaves executions to the next reconciliation.
    /// </summary>
    public async Task<SubmitResult> TradeAsync(string id, InstrumentId instrument, OrderSide side, decimal quantity)
    {
        var order = new OrderIntent
        {
            Id = new(id), Strategy = strategy.Profile.Id, Account = Market.Account, Instrument = instrument,
            Side = side, Type = OrderType.Market, Quantity = quantity,
        };
        IntentResult permit = await Coordinator.State.IntendAsync(order, CancellationToken.None);
        Assert.True(permit.IsGranted, permit.ToString());
        return await ports.Orders!.SubmitAsync(
            new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, CancellationToken.None);
    }

    public void Kill() => Life.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!Life.Died.IsCompleted)
        {
            await Coordinator.DisposeAsync();
        }
    }

    public string Describe() => string.Join(
        '\n',
        [
            Coordinator.LastReport?.Summary ?? "no report",
            .. Coordinator.LastReport?.Problems ?? [],
            .. Coordinator.LastReport?.Exits.Select(static e => $"{e.Leg} {e.Order} {e.Outcome}: {e.Explanation}") ?? [],
            .. Coordinator.Unprotected.Select(static u => $"unprotected: {u.Key} {u.Reason}"),
        ]);
}

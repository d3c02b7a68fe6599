using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Hosting;

public sealed class HostOrderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_ServiceRegisteredBeforeOrAfter_StartsAfterTheRecovery(bool isFirst)
    {
        var desk = new HostDesk();
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        ServiceDescriptor probe = ServiceDescriptor.Singleton<IHostedService>(services => new HostDesk.Probe(started: () =>
        {
            desk.Seen.Add(services.GetRequiredService<RecoveryCoordinator>().LastReport!.Outcome.ToString());
            return Task.CompletedTask;
        }));
        builder.Services.Insert(isFirst ? 0 : builder.Services.Count, probe);
        using IHost host = builder.Build();
        await host.StartAsync();
        Assert.Equal(["Ready"], desk.Seen);
        Assert.True(host.Services.GetRequiredService<TradingGate>().Check(HostDesk.Enter).IsOpen);
        Assert.Contains(desk.Logs.Lines, static l => l.Id.Id == 401);
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_InBackground_HostStartsWhileTheGateIsShut()
    {
        var desk = new HostDesk { ["StartInBackground"] = "true" };
        var answer = new TaskCompletionSource();
        desk.Venue.BeforeCall = (_, _) => new ValueTask(answer.Task);
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        using IHost host = builder.Build();
        await host.StartAsync();
        TradingGate gate = host.Services.GetRequiredService<TradingGate>();
        Assert.False(gate.Check(HostDesk.Enter).IsOpen);
        answer.SetResult();
        await gate.WaitUntilOpenAsync(HostDesk.Enter);
        await host.StopAsync();
        Assert.Empty((await desk.ReopenAsync()).Crashed);
    }

    [Fact]
    public async Task Stop_WhileItRecoversInBackground_EndsInOrderAndStaysShut()
    {
        var desk = new HostDesk { ["StartInBackground"] = "true" };
        var asked = new TaskCompletionSource();
        desk.Venue.BeforeCall = async (_, cancelled) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancelled);
        };
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        using IHost host = builder.Build();
        await host.StartAsync();
        await asked.Task;
        await host.StopAsync();
        RecoveryCoordinator coordinator = host.Services.GetRequiredService<RecoveryCoordinator>();
        Assert.Equal(RecoveryPhase.Stopped, coordinator.Phase);
        Assert.False(coordinator.Gate.Check(HostDesk.Enter).IsOpen);
        Assert.Empty((await desk.ReopenAsync()).Crashed);
    }

    [Fact]
    public async Task Start_GivenUpWhileItRecovers_LeavesNoCrash()
    {
        var desk = new HostDesk();
        using var given = new CancellationTokenSource();
        desk.Venue.BeforeCall = async (_, cancelled) =>
        {
            await given.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancelled);
        };
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        using IHost host = builder.Build();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.StartAsync(given.Token));
        StateReport next = await desk.ReopenAsync();
        Assert.Empty(next.Crashed);
        Assert.True(next.Sequence > 0, "It never came to a session.");
    }

    [Fact]
    public async Task Stop_ServiceThatRecordsItsLastFill_IsRefusedEntriesAndHeardOut()
    {
        var desk = new HostDesk();
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        builder.Services.AddSingleton<IHostedService>(services => new HostDesk.Probe(stopped: async () =>
        {
            desk.Seen.Add(services.GetRequiredService<TradingGate>().Check(HostDesk.Enter).Reason.ToString());
            await services.GetRequiredService<StateManager>().RecordAsync(Fill());
        }));
        using IHost host = builder.Build();
        await host.StartAsync();
        StateManager state = host.Services.GetRequiredService<StateManager>();
        Assert.True((await state.IntendAsync(Order())).IsGranted);
        await host.StopAsync();
        Assert.Equal(["Stopped"], desk.Seen);
        StateReport next = await desk.ReopenAsync();
        Assert.Empty(next.Crashed);
        Assert.Equal(2m, state.FindOrder(new("o-1"))!.Filled);
        Assert.False(state.Health.IsHealthy);
    }

    [Fact]
    public async Task Start_RecoveryFails_HostGoesOnShutAndItCanBeTriedAgain()
    {
        var desk = new HostDesk { ["State:OpenTimeout"] = "00:00:00" };
        var store = new FaultyPositionStore(desk.Memory, TimeProvider.System);
        store.Plant(new StoreFault { Call = StoreCall.Open, Kind = StoreFaultKind.FailBefore, Nth = 1, Times = 1 });
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.Begin();
        recovery.UseStore(_ => store).AddVenue(_ => desk.Venue.Ports);
        using IHost host = builder.Build();
        await host.StartAsync();
        RecoveryCoordinator coordinator = host.Services.GetRequiredService<RecoveryCoordinator>();
        Assert.Equal(RecoveryOutcome.Failed, coordinator.LastReport!.Outcome);
        Assert.False(coordinator.Gate.Check(HostDesk.Enter).IsOpen);
        Assert.Equal(LogLevel.Error, Assert.Single(desk.Logs.Lines, static l => l.Id.Id == 403).Level);
        Assert.Equal(RecoveryOutcome.Ready, (await coordinator.StartAsync()).Outcome);
        Assert.True(coordinator.Gate.Check(HostDesk.Enter).IsOpen);
        await host.StopAsync();
    }

    [Fact]
    public async Task Stop_TraderTakenByAnother_IsLoggedAndTheHostStops()
    {
        var desk = new HostDesk();
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        using IHost host = builder.Build();
        await host.StartAsync();
        var taken = new OpenRequest
        {
            Trader = new("desk-7"), Owner = "other", LeaseTime = TimeSpan.FromHours(1), TakeOver = true,
        };
        Assert.NotNull((await desk.Memory.OpenAsync(taken, CancellationToken.None)).Lease);
        await host.StopAsync();
        Assert.Contains(desk.Logs.Lines, static l => l.Id.Id == 111);
    }

    private static OrderIntent Order() => new()
    {
        Id = new("o-1"), Strategy = HostDesk.Quiet, Account = HostDesk.Account, Instrument = HostDesk.Btc.Id,
        Side = OrderSide.Buy, Type = OrderType.Limit, Quantity = 2m, Price = 100m,
    };

    private static OrderFilledEvent Fill() => new()
    {
        At = TimeProvider.System.GetUtcNow(),
        Fill = new FillSnapshot
        {
            Trade = new("t-1"), Order = new("o-1"), Account = HostDesk.Account, Instrument = HostDesk.Btc.Id,
            Side = OrderSide.Buy, Quantity = 2m, Price = 100m, At = TimeProvider.System.GetUtcNow(),
        },
    };
}

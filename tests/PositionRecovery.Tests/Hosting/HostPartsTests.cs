using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace PositionRecovery.Tests.Hosting;

public sealed class HostPartsTests
{
    [Fact]
    public async Task Start_NoStore_SaysWhatToCall()
    {
        var desk = new HostDesk();
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.Begin();
        recovery.AddVenue(_ => desk.Venue.Ports);
        using IHost host = builder.Build();
        InvalidOperationException error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.All(["UseSqlite()", "UseRedis()", "UseStore("], name => Assert.Contains(
            name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_NoVenue_SaysWhatToCall()
    {
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = new HostDesk().Begin();
        recovery.UseInMemoryStore();
        using IHost host = builder.Build();
        InvalidOperationException error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Contains("AddVenue(", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SeveralThingsWrong_NamesThemInOneError()
    {
        var desk = new HostDesk
        {
            ["StartupDelay"] = "10",
            ["Reconciliation:OpenCheckIntervalSeconds"] = "0",
            ["Policy:RequiredAbsenceReads"] = "0",
            ["State:LeaseTime"] = "00:00:00.5",
        };
        desk.Settings.Remove("PositionRecovery:TraderId");
        (HostApplicationBuilder builder, _) = desk.BeginWhole();
        using IHost host = builder.Build();
        OptionsValidationException error =
            await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(
            [
                "PositionRecovery:StartupDelay is '10'; it must be a time span such as 00:00:10.",
                "PositionRecovery:TraderId is missing; it must name the trader.",
                "PositionRecovery:Policy:RequiredAbsenceReads is 0; it must be between 1 and 100.",
                "PositionRecovery:Reconciliation:OpenCheckIntervalSeconds is 0; it must be between 1 and 86400.",
                "PositionRecovery:State:LeaseTime is 00:00:00.5000000; it must be between 00:00:01 and 01:00:00.",
            ],
            error.Failures);
    }

    [Fact]
    public async Task Start_KeysThatNobodyKnows_AreWarnedAbout()
    {
        var desk = new HostDesk
        {
            ["StartupDelai"] = "00:00:10",
            ["Reconciliation:Retries"] = "3",
            ["Policy:GenerateMissingOrders"] = "false",
            ["Paper:Path"] = "known to its adapter",
            ["Redis:Configuration"] = "secret-of-nobody",
        };
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.BeginWhole();
        Assert.Equal("known to its adapter", recovery.GetSection("Paper")!["Path"]);
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal(
            [
                "Configuration: PositionRecovery:Policy:GenerateMissingOrders does nothing; set "
                    + "PositionRecovery:Reconciliation:GenerateMissingOrders.",
                "Configuration: PositionRecovery:Reconciliation:Retries is not known and does nothing.",
                "Configuration: PositionRecovery:Redis is not known and does nothing.",
                "Configuration: PositionRecovery:StartupDelai is not known and does nothing.",
            ],
            desk.Logs.Lines.Where(static l => l.Id.Id == 405).Select(static l => l.Text).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            desk.Logs.Lines, static l => l.Text.Contains("secret-of-nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_StrategiesAddedInEveryWay_AllGetReady()
    {
        var desk = new HostDesk();
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.BeginWhole();
        builder.Services.AddSingleton(new Wish("second"));
        recovery.AddStrategy<WishedStrategy>().AddInstruments(HostDesk.Btc).ConfigureSession(
            static _ => new SessionDescription { InitialCapital = 5m });
        using IHost host = builder.Build();
        await host.StartAsync();
        RecoveryCoordinator coordinator = host.Services.GetRequiredService<RecoveryCoordinator>();
        Assert.Equal(
            ["quiet", "second"], coordinator.LastReport!.Strategies.Select(static s => s.Strategy.Value).Order());
        Assert.All(coordinator.LastReport.Strategies, static s => Assert.True(s.IsReady));
        Assert.Equal(5m, coordinator.State.Session!.InitialCapital);
        Assert.Equal("second", host.Services.GetRequiredService<WishedStrategy>().Profile.Id.Value);
        await host.StopAsync();
    }

    [Fact]
    public async Task Dispose_OfTheHost_DisposesStoreAndStrategyOnceAndTheStoreLast()
    {
        var desk = new HostDesk();
        IPositionStore store = Substitute.For<IPositionStore>();
        store.When(static s => s.DisposeAsync()).Do(_ => desk.Seen.Add("store"));
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.Begin();
        builder.Services.AddSingleton(desk);
        recovery.UseStore(_ => store).AddVenue(_ => desk.Venue.Ports).AddStrategy<DisposedStrategy>();
        IHost host = builder.Build();
        RecoveryCoordinator coordinator = host.Services.GetRequiredService<RecoveryCoordinator>();
        Assert.Same(coordinator.State, host.Services.GetRequiredService<StateManager>());
        Assert.Same(coordinator.Gate, host.Services.GetRequiredService<TradingGate>());
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.Equal(RecoveryPhase.Stopped, coordinator.Phase);
        Assert.Equal(["strategy", "store"], desk.Seen);
    }

    [Fact]
    public void Add_Twice_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => new HostDesk().Begin().Host.Services.AddPositionRecovery(static _ => { }));

    [Fact]
    public void UseStore_Twice_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => new HostDesk().Begin().Recovery.UseInMemoryStore().UseInMemoryStore());

    [Fact]
    public void Add_WithOptionsInCode_UsesThem()
    {
        var services = new ServiceCollection();
        PositionRecoveryBuilder builder = services.AddPositionRecovery(static o =>
        {
            o.TraderId = "desk-8";
            o.StartupDelay = TimeSpan.FromSeconds(15);
        });
        Assert.Null(builder.Configuration);
        using ServiceProvider provider = services.BuildServiceProvider();
        RecoveryOptions options = provider.GetRequiredService<IOptions<RecoveryOptions>>().Value;
        Assert.Equal(("desk-8", TimeSpan.FromSeconds(15)), (options.TraderId, options.StartupDelay));
    }

    internal sealed record Wish(string Name);

    internal sealed class WishedStrategy(Wish wish) : RecoverableStrategy(new StrategyProfile { Id = new(wish.Name) })
    {
        protected override ExitPlan PlanExits(ExitContext context) => ExitPlan.None;
    }

    internal sealed class DisposedStrategy(HostDesk desk)
        : RecoverableStrategy(new StrategyProfile { Id = new("disposed") }), IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            desk.Seen.Add("strategy");
            return ValueTask.CompletedTask;
        }

        protected override ExitPlan PlanExits(ExitContext context) => ExitPlan.None;
    }
}

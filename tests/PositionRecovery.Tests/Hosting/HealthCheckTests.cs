using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace PositionRecovery.Tests.Hosting;

public sealed class HealthCheckTests
{
    private static readonly GateDecision Shut = new(GateReason.Unverified, "SIM:BTCUSDT is not verified");

    public static TheoryData<string, HealthStatus, string> Changes => new()
    {
        { "none", HealthStatus.Healthy, "Everything may be traded." },
        { "key", HealthStatus.Degraded, "1 positions are shut for entries." },
        { "strategy", HealthStatus.Degraded, "1 strategies are not ready." },
        { "account", HealthStatus.Unhealthy, "No account may be traded." },
        { "unanswered", HealthStatus.Unhealthy, "No account may be traded." },
        { "entries", HealthStatus.Unhealthy, "Nothing may be entered." },
        { "blanket", HealthStatus.Unhealthy, "Nothing may be traded." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Check_GateShutInPart_SaysSo(string change, HealthStatus status, string description)
    {
        (IHost host, RecoveryCoordinator coordinator) = await StartAsync(new HostDesk());
        using (host)
        {
            coordinator.Gate.Change(before => change switch
            {
                "key" => before with
                {
                    Keys = new Dictionary<BookKey, GateKey>
                    {
                        [new(HostDesk.Account, HostDesk.Btc.Id, PositionSide.Net)] = new(Shut, GateDecision.Open),
                    }.ToFrozenDictionary(),
                },
                "strategy" => before with
                {
                    Strategies = new Dictionary<StrategyId, GateDecision> { [HostDesk.Quiet] = Shut }
                        .ToFrozenDictionary(),
                },
                "account" => before with { Accounts = FrozenDictionary<AccountId, GateDecision>.Empty },
                "unanswered" => before.WithUnanswered(HostDesk.Account, "SIM:main is silent"),
                "entries" => before with { NoEntries = Shut },
                "blanket" => before with { Blanket = Shut },
                _ => before with { },
            });
            HealthReportEntry entry = await CheckAsync(host);
            Assert.Equal((status, description), (entry.Status, entry.Description));
            Assert.Equal(
                ["correlation", "parked", "phase", "problems", "shut", "unanswered", "unprotected", "unverified"],
                entry.Data.Keys.Order());
            Assert.Equal(
                ("Ready", coordinator.LastReport!.Correlation), (entry.Data["phase"], entry.Data["correlation"]));
            Assert.DoesNotContain(
                "BTC", entry.Description + string.Join(' ', entry.Data.Values), StringComparison.Ordinal);
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task Check_BeforeTheStart_IsUnhealthy()
    {
        using IHost host = Build(new HostDesk());
        HealthReportEntry entry = await CheckAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("The recovery is not done: it is Unknown.", entry.Description);
    }

    [Fact]
    public async Task Check_AfterTheStop_IsUnhealthy()
    {
        (IHost host, _) = await StartAsync(new HostDesk());
        using (host)
        {
            await host.StopAsync();
            Assert.Equal("Stopped", (await CheckAsync(host)).Data["phase"]);
        }
    }

    [Fact]
    public async Task Check_StrategyThatThrewWhenReady_IsDegraded()
    {
        (IHost host, _) = await StartAsync(new HostDesk(), static () => throw new InvalidOperationException("no feed"));
        using (host)
        {
            HealthReportEntry entry = await CheckAsync(host);
            Assert.Equal((HealthStatus.Degraded, (object)1), (entry.Status, entry.Data["parked"]));
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task Check_PositionWithoutExits_IsDegraded()
    {
        var desk = new HostDesk();
        (IHost host, RecoveryCoordinator coordinator) = await StartAsync(
            desk, plan: ExitPlan.Undecided("no price known"));
        using (host)
        {
            var order = new OrderIntent
            {
                Id = new("o-1"), Strategy = HostDesk.Quiet, Account = HostDesk.Account, Instrument = HostDesk.Btc.Id,
                Side = OrderSide.Buy, Type = OrderType.Market, Quantity = 1m,
            };
            IntentResult permit = await coordinator.State.IntendAsync(order);
            await desk.Venue.SubmitAsync(
                new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, CancellationToken.None);
            await coordinator.ReconcileAsync(ReconcileScope.Everything);
            HealthReportEntry entry = await CheckAsync(host);
            Assert.Equal((HealthStatus.Degraded, (object)1), (entry.Status, entry.Data["unprotected"]));
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task Check_TradingWithoutRecovery_IsDegraded()
    {
        (IHost host, _) = await StartAsync(
            new HostDesk { ["RecoveryEnabled"] = "false", ["TradeWithoutRecovery"] = "true" });
        using (host)
        {
            HealthReportEntry entry = await CheckAsync(host);
            Assert.Equal((HealthStatus.Degraded, "no venue was asked."), (entry.Status, entry.Description));
            await host.StopAsync();
        }
    }

    private static IHost Build(HostDesk desk, Action? readying = null, ExitPlan? plan = null)
    {
        (HostApplicationBuilder builder, PositionRecoveryBuilder recovery) = desk.Begin();
        recovery.UseStore(_ => desk.Memory).AddVenue(_ => desk.Venue.Ports).AddStrategy(
            _ => new HostDesk.QuietStrategy(HostDesk.Quiet) { Readying = readying, Plan = plan ?? ExitPlan.None });
        builder.Services.AddHealthChecks().AddPositionRecovery();
        return builder.Build();
    }

    private static async Task<(IHost Host, RecoveryCoordinator Coordinator)> StartAsync(
        HostDesk desk, Action? readying = null, ExitPlan? plan = null)
    {
        IHost host = Build(desk, readying, plan);
        await host.StartAsync();
        return (host, host.Services.GetRequiredService<RecoveryCoordinator>());
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host)
    {
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["position-recovery"];
    }
}

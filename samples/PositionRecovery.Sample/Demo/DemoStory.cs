using PositionRecovery.Exchange;
using PositionRecovery.Testing;
using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>The demo, scene by scene.</summary>
internal sealed class DemoStory(DemoFolder folder, TextWriter output, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <returns>What must hold at the end.</returns>
    /// <exception cref="RefusalException">The engine did not do its part.</exception>
    public async Task<IReadOnlyList<Check>> PlayAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await PlayScenesAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RefusalException(
                ExitCode.Unavailable, $"The demo did not come to its end within {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task<IReadOnlyList<Check>> PlayScenesAsync(CancellationToken stopping)
    {
        SimulatedVenue venue = SampleExchange.Open(DemoMarket.Rising(clock.GetUtcNow()), clock);
        await using ExchangeServer server = await DemoExchange.StartAsync(venue, stopping);
        Scene("1. A trading engine starts, and trades on a simulated exchange");
        ClientOrderId unheard = await TradeUntilKilledAsync(venue, server, stopping);
        Scene("2. The market goes on without it");
        foreach (string happened in DemoMarket.GoOn(venue))
        {
            Tell(happened);
        }

        Scene("3. The engine starts again");
        await using EngineProcess engine = EngineProcess.Start(folder, server.BaseAddress);
        EngineLine report = await RecoverAsync(engine, stopping);
        Screen.Show(output, screen =>
        {
            ShowPlan(screen);
            ReportView.Show(screen, report);
        });
        await engine.StopAsync(stopping);
        return await SelfCheck.RunAsync(venue, folder, report.Report!.Outcome, unheard, stopping);
    }

    /// <summary>The first engine opens two positions, and adds to each. It dies when the exchange has accepted the
    /// second addition and before it hears of that.</summary>
    private async Task<ClientOrderId> TradeUntilKilledAsync(
        SimulatedVenue venue, ExchangeServer server, CancellationToken stopping)
    {
        await using EngineProcess engine = EngineProcess.Start(folder, server.BaseAddress);
        ClientOrderId? unheard = null;
        venue.AfterEffect = async (call, _) =>
        {
            if (call.Submission?.Order is not { Type: OrderType.Limit } order)
            {
                return;
            }

            if (order.Instrument == DemoMarket.Btc.Id)
            {
                DemoMarket.LetEthFall(venue);
                return;
            }

            unheard = order.Id;
            await engine.KillAsync();
        };
        EngineLine report = await RecoverAsync(engine, stopping);
        Tell($"{report.Text.Split(':')[0]}. The engine trades.");
        while (await engine.NextAsync(stopping) is { } line)
        {
            Tell(line.Text);
        }

        await engine.WaitForEndAsync();
        venue.AfterEffect = null;
        ClientOrderId order = unheard ?? throw engine.Ended();
        Tell($"SIGKILL for process {engine.Id}: the exchange has accepted {order}, and the engine does not know.", Color.Red);
        return order;
    }

    private Task<EngineLine> RecoverAsync(EngineProcess engine, CancellationToken stopping) =>
        PhaseView.ShowAsync(output, async tell =>
        {
            while (await engine.NextAsync(stopping) is { } line)
            {
                if (line.Kind == EngineLineKind.Report)
                {
                    return line;
                }

                tell(line);
            }

            await engine.WaitForEndAsync();
            throw engine.Ended();
        });

    /// <summary>The plan is made again from the incident that the engine saved: the same inputs give the same plan.
    /// </summary>
    private void ShowPlan(IAnsiConsole screen)
    {
        ReconciliationPlan plan = Incident.Read(folder.Incident, now: null).Reconcile();
        Page.Title(screen, "What it found");
        PlanView.Show(screen, plan);
    }

    private void Scene(string title) => Screen.Show(output, screen =>
    {
        screen.WriteLine();
        screen.Write(new Rule(Markup.Escape(title)).LeftJustified());
    });

    private void Tell(string text, Color? colour = null) => Screen.Show(output, screen =>
        Page.Text(screen, text, "  - ", "    ", colour is { } c ? new Style(c) : null));
}

using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>The sample's engine in this process, on an exchange that is simulated in this process, too.</summary>
internal sealed class RunCommand(RunOptions options, TextWriter output, TimeProvider clock)
{
    /// <summary>How far stops are from entries: near, so that something happens.</summary>
    private const decimal Stop = 0.006m;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SimulatedVenue venue = SampleExchange.Open(Waves.PriceOf, clock);
        if (options.ExchangeFile is { } file)
        {
            ExchangeFile.Load(venue, file);
            Waves.Move(venue, clock.GetUtcNow()); // What the market reached meanwhile is executed.
        }

        await using IPositionStore store = options.Store is not { } address ? new InMemoryPositionStore(clock)
            : options.Resumes || options.Kind != RunKind.Trade ? address.Existing()
            : address.Made(acceptsLoss: true);
        var strategy = new AverageStrategy(options.Listings, Stop);
        await using var recovery = new RecoveryCoordinator(Setup(venue, store, strategy));
        using IDisposable signals = recovery.StopOnSignals();
        using var closing = new CancellationTokenSource();
        Task[] exchange =
        [
            new Waves(venue, clock).MoveAsync(closing.Token),
            options.ExchangeFile is { } path && options.Kind != RunKind.DryRun
                ? ExchangeFile.KeepAsync(venue, path, clock, closing.Token)
                : Task.CompletedTask,
        ];
        try
        {
            return await RecoverAndTradeAsync(recovery, venue, strategy, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await recovery.StopAsync(CancellationToken.None);
            return ExitCode.Interrupted;
        }
        finally
        {
            await closing.CancelAsync();
            await Task.WhenAll(exchange);
        }
    }

    private async Task<int> RecoverAndTradeAsync(
        RecoveryCoordinator recovery, SimulatedVenue venue, AverageStrategy strategy, CancellationToken cancellationToken)
    {
        // Before the recovery: from then on everything is heard.
        var feed = new ExchangeFeed(venue);
        RecoveryReport report = await PhaseView.ShowAsync(output, tell => RecoverAsync(recovery, tell, cancellationToken));
        Screen.Show(output, screen => RunView.ShowRecovery(screen, report, recovery.Gate, options));
        int exitCode = report.Outcome switch
        {
            RecoveryOutcome.Ready => ExitCode.InSync,
            RecoveryOutcome.Planned or RecoveryOutcome.Reconciled => ExitCode.Of(report.Plan!),
            _ => ExitCode.Unverified,
        };
        if (report.Outcome is RecoveryOutcome.Ready or RecoveryOutcome.Degraded)
        {
            await TradeAsync(recovery, venue, strategy, feed, cancellationToken);
            Screen.Show(output, screen => RunView.ShowPositions(screen, recovery.State));
        }

        await recovery.StopAsync(CancellationToken.None);
        return exitCode;
    }

    private async Task TradeAsync(
        RecoveryCoordinator recovery, SimulatedVenue venue, AverageStrategy strategy, ExchangeFeed feed,
        CancellationToken cancellationToken)
    {
        var engine = new TradingEngine(recovery, strategy, options.Listings, venue.Ports, feed, clock)
        {
            Told = text => Screen.Show(output, screen => Page.Text(screen, text, "  - ", "    ")),
        };
        using CancellationTokenSource limit = options.Duration is { } time
            ? new CancellationTokenSource(time, clock)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await engine.TradeAsync(either.Token);
    }

    private static async Task<RecoveryReport> RecoverAsync(
        RecoveryCoordinator recovery, Action<EngineLine> tell, CancellationToken cancellationToken)
    {
        await using var tap = new EventTap(recovery, tell);
        RecoveryReport report = await recovery.StartAsync(cancellationToken);
        await tap.CatchUpAsync(report, cancellationToken);
        return report;
    }

    private RecoverySetup Setup(SimulatedVenue venue, IPositionStore store, AverageStrategy strategy)
    {
        RecoveryOptions how = EngineSetup.Options();
        how.DryRun = options.Kind == RunKind.DryRun;
        how.ReconcileOnly = options.Kind == RunKind.ReconcileOnly;
        return new RecoverySetup
        {
            Trader = EngineSetup.Trader,
            Store = store,

            // Who only looks gets no hands.
            Venues = [options.Kind == RunKind.Trade ? venue.Ports : venue.Ports with { Orders = null }],
            Strategies = [strategy],
            Options = how,
            TimeProvider = clock,
            Session = new SessionDescription
            {
                Instruments = [.. options.Listings.Select(static l => l.Id)], ResumesLast = options.Resumes,
            },
        };
    }
}

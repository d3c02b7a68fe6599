using System.Runtime.InteropServices;
using PositionRecovery.Binance;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Sample;

/// <summary>The trading engine of the demo: a process of its own, so that it can be killed. It tells of itself in lines
/// of JSON, and stops when it is told to or when nobody is left to tell it.</summary>
internal static class EngineCommand
{
    /// <summary>What it is told to stop by.</summary>
    public const string Stop = "stop";

    /// <param name="exchange">The address of the exchange. The key is in the environment.</param>
    /// <param name="database">Where its state lives.</param>
    /// <param name="incident">Where to save what the recovery compared.</param>
    /// <param name="symbols">What it trades.</param>
    /// <param name="commands">Where it is told to stop.</param>
    /// <param name="output">Where its lines go.</param>
    public static async Task<int> RunAsync(
        Uri exchange, string database, string incident, IReadOnlyList<string> symbols, Stream commands, TextWriter output)
    {
        // Ctrl-C is meant for who started this, who then says what to do.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT, static signal => signal.Cancel = true);
        var stopping = new CancellationTokenSource(); // Not disposed: the thread that cancels it may outlive this.
        Obey(commands, stopping);
        TimeProvider clock = TimeProvider.System;
        Listing[] listings = [.. symbols.Select(static s => SampleExchange.Find(s)
            ?? throw new BadUsageException($"'{s}' is not listed."))];
        var strategy = new AverageStrategy(listings, DemoMarket.Stop);
        VenuePorts venue = BinanceVenue.Connect(new BinanceOptions
        {
            Product = BinanceProduct.UsdMarginedFutures,
            Account = SampleExchange.Account,
            ApiKey = Secret.FromEnvironment(DemoExchange.KeyVariable),
            ApiSecret = Secret.FromEnvironment(DemoExchange.SecretVariable),
            BaseAddress = exchange,
            ChecksKey = false, // there is no spot side that could tell what the key may do
        });
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = database });
        RecoveryOptions options = EngineSetup.Options();
        options.State.TakeOver = true; // Who started this saw the one before it die.
        await using var recovery = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = EngineSetup.Trader,
            Store = store,
            Venues = [venue],
            Strategies = [strategy],
            Options = options,
            Session = new SessionDescription { Instruments = [.. listings.Select(static l => l.Id)], ResumesLast = true },
        });
        var gate = new Lock();
        void Tell(EngineLine line)
        {
            lock (gate)
            {
                output.WriteLine(line.ToJson());
                output.Flush();
            }
        }

        try
        {
            RecoveryReport report = await RecoverAsync(recovery, incident, Tell, stopping.Token);
            if (report.Outcome is RecoveryOutcome.Ready or RecoveryOutcome.Degraded)
            {
                var engine = new TradingEngine(recovery, strategy, listings, venue, new PollingFeed(venue.Reports, listings, clock), clock)
                {
                    Told = text => Tell(new EngineLine { Kind = EngineLineKind.Trade, Text = text }),
                };
                await engine.TradeAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It was told to stop during the recovery.
        }

        await recovery.StopAsync(CancellationToken.None);
        Tell(new EngineLine { Kind = EngineLineKind.Stopped, Text = "Stopped in order." });
        return ExitCode.InSync;
    }

    private static async Task<RecoveryReport> RecoverAsync(
        RecoveryCoordinator recovery, string incident, Action<EngineLine> tell, CancellationToken stopping)
    {
        await using var tap = new EventTap(recovery, tell);
        RecoveryReport report = await recovery.StartAsync(stopping);
        await tap.CatchUpAsync(report, stopping);
        if (report.Incident is not null)
        {
            await using FileStream file = File.Create(incident);
            await report.SaveAsync(file, stopping);
        }

        tell(EngineLine.Of(report));
        return report;
    }

    /// <summary>The end of the pipe is a command, too: whoever held it is dead. Reading blocks, and cannot be stopped: the
    /// thread ends with the process.</summary>
    private static void Obey(Stream commands, CancellationTokenSource stopping)
    {
        var thread = new Thread(() =>
        {
            using var reader = new StreamReader(commands);
            while (reader.ReadLine() is { } line && line != Stop)
            {
                // Other words are not known.
            }

            stopping.Cancel();
        })
        {
            IsBackground = true,
        };
        thread.Start();
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace PositionRecovery.Sample;

/// <summary>What can be typed to see an engine run.</summary>
internal static class EngineCommands
{
    public static Command Demo()
    {
        Option<string?> keep = new("--keep")
        {
            Description = "Leave the database and the incident in this folder.", HelpName = "DIR",
        };
        Command command = new(
            "demo",
            "Kills a trading engine in mid-trade on a simulated exchange, lets the market go on, and shows how the engine\n"
            + "comes back. Ends by checking itself. Needs no server, account or configuration.")
        {
            keep,
        };
        command.SetAction((parsed, cancellationToken) => DemoCommand.RunAsync(
            parsed.GetValue(keep), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    public static Command Run()
    {
        Option<string?> store = new("--store")
        {
            Description = "Where the engine's state lives: sqlite:PATH or redis:HOST:PORT. Without it, in memory.",
            HelpName = "STORE",
        };
        Option<string?> database = new("--db")
        {
            Description = $"The same as --store sqlite:PATH; also by the variable {StoreAddress.PathVariable}.",
            HelpName = "PATH",
        };
        Option<string?> exchange = new("--exchange")
        {
            Description = "Where the simulated exchange is kept between runs. For an SQLite file that is PATH.exchange.json; "
                + "elsewhere, without this, each run begins with an exchange that knows nothing.",
            HelpName = "FILE",
        };
        Option<IReadOnlyList<Listing>> symbols = new("--symbols")
        {
            Description = $"What to trade, with commas (BTCUSDT,ETHUSDT). Listed: {string.Join(", ", SampleExchange.Symbols)}.",
            HelpName = "SYMBOLS",
            Arity = ArgumentArity.ExactlyOne,
            DefaultValueFactory = static _ => [DemoMarket.Btc, DemoMarket.Eth],
            CustomParser = Symbols,
        };
        Option<TimeSpan?> duration = new("--duration")
        {
            Description = "How long: 90 (minutes), 30s, 10m, 2h. Without it, until Ctrl-C.",
            HelpName = "TIME",
            CustomParser = Duration,
        };
        Option<bool> resume = new("--resume") { Description = "Go on with the last session of this store." };
        Option<bool> reconcile = new("--reconcile-only") { Description = "Bring the books up to date, and send nothing." };
        Option<bool> dry = new("--dry-run") { Description = "Say what would be done, and change nothing." };
        Command command = new(
            "run",
            "Runs a small engine ON A SIMULATED EXCHANGE in the same process: no order leaves it. Ctrl-C stops in order;\n"
            + "exits stay at the exchange.")
        {
            store, database, exchange, symbols, duration, resume, reconcile, dry,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(store) is not null && result.GetResult(database) is not null)
            {
                result.AddError("--store and --db exclude each other.");
            }

            if (result.GetValue(reconcile) && result.GetValue(dry))
            {
                result.AddError("--reconcile-only and --dry-run exclude each other.");
            }
        });
        command.SetAction((parsed, cancellationToken) => new RunCommand(
            Options(
                parsed.GetValue(database) is { } path ? $"sqlite:{path}" : parsed.GetValue(store),
                parsed.GetValue(exchange),
                new RunOptions
                {
                    Listings = parsed.GetRequiredValue(symbols),
                    Duration = parsed.GetValue(duration),
                    Resumes = parsed.GetValue(resume),
                    Kind = parsed.GetValue(dry) ? RunKind.DryRun
                        : parsed.GetValue(reconcile) ? RunKind.ReconcileOnly : RunKind.Trade,
                }),
            parsed.InvocationConfiguration.Output,
            TimeProvider.System).RunAsync(cancellationToken));
        return command;
    }

    private static RunOptions Options(string? store, string? exchange, RunOptions options)
    {
        StoreAddress? address = StoreAddress.ParseIfAny(store);
        return address is null && (options.Resumes || options.Kind != RunKind.Trade)
            ? throw new BadUsageException("Say which store to go on with: --store, --db, or DB_PATH.")
            : options with
            {
                Store = address,
                ExchangeFile = exchange ?? (address?.File is { } file ? file + ".exchange.json" : null),
            };
    }

    private static IReadOnlyList<Listing> Symbols(ArgumentResult result)
    {
        try
        {
            return RunArguments.Symbols(result.Tokens[0].Value);
        }
        catch (ArgumentException wrong)
        {
            result.AddError($"--symbols: {wrong.Message}");
            return [];
        }
    }

    private static TimeSpan? Duration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (RunArguments.Duration(text) is { } duration)
        {
            return duration;
        }

        result.AddError($"--duration: '{text}' is no time from now on; write 90 (minutes), 30s, 10m or 2h.");
        return null;
    }

    /// <summary>The engine that the demo starts and kills.</summary>
    public static Command Engine()
    {
        Option<string> exchange = new("--exchange") { Required = true };
        Option<string> database = new("--db") { Required = true };
        Option<string> incident = new("--incident") { Required = true };
        Option<string> symbols = new("--symbols") { Required = true };
        Command command = new("engine", "The engine of the demo.") { exchange, database, incident, symbols };
        command.Hidden = true;
        command.SetAction((parsed, _) => EngineCommand.RunAsync(
            new Uri(parsed.GetRequiredValue(exchange)),
            parsed.GetRequiredValue(database),
            parsed.GetRequiredValue(incident),
            parsed.GetRequiredValue(symbols).Split(','),
            Console.OpenStandardInput(),
            parsed.InvocationConfiguration.Output));
        return command;
    }
}

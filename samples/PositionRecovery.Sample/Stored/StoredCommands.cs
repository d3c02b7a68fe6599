using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PositionRecovery.Sample;

/// <summary>What can be typed about stored state.</summary>
internal sealed class StoredCommands
{
    private const int JournalEntries = 20;

    private readonly Option<string?> _store = new("--store")
    {
        Description = "Where the state is: sqlite:PATH or redis:HOST:PORT[,OPTIONS], the options being those of "
            + "StackExchange.Redis and keyPrefix=TEXT. Without it, the SQLite file that the variable DB_PATH names. A "
            + "Redis password is taken from the variable REDIS_PASSWORD.",
        HelpName = "STORE",
    };

    private readonly Option<TraderId> _trader = new("--trader")
    {
        Description = "The trader.", HelpName = "ID", Required = true, CustomParser = Trader,
    };

    private readonly Option<string?> _key = new("--key-env")
    {
        Description = "The environment variable that holds the journal key, where the engine uses one.",
        HelpName = "VARIABLE",
    };

    public static IEnumerable<Command> All()
    {
        var commands = new StoredCommands();
        return [commands.Inspect(), commands.Verify(), commands.Replay(), commands.Init(), commands.Purge()];
    }

    private Command Inspect()
    {
        Option<int?> journal = Number(
            "--journal", $"Show the last N entries of the journal instead ({JournalEntries} without N).", JournalEntries);
        Option<int?> history = Number(
            "--history", "Show the last N changes of positions instead (all without N).", int.MaxValue);
        Option<string> form = Form(Forms.Table, Forms.Json, Forms.Tree);
        Command command = new("inspect", "Shows what is stored of a trader. It changes nothing; the engine may be running.")
        {
            _store, _trader, _key, journal, history, form,
        };
        command.SetAction((parsed, cancellationToken) => InspectCommand.RunAsync(
            Target(parsed), parsed.GetValue(journal), parsed.GetValue(history), parsed.GetRequiredValue(form),
            parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private Command Verify()
    {
        Option<string?> anchor = new("--anchor")
        {
            Description = "A file with the head of the journal as it is known from elsewhere: the engine's anchor file, or "
                + "a line that an earlier verify gave.",
            HelpName = "FILE",
        };
        Option<string> form = Form(Forms.Table, Forms.Json);
        Command command = new(
            "verify", "Proves the journal by its hash chain, and the stored rows by the journal. It changes nothing.")
        {
            _store, _trader, _key, anchor, form,
        };
        command.SetAction((parsed, cancellationToken) => VerifyCommand.RunAsync(
            Target(parsed), parsed.GetValue(anchor), parsed.GetRequiredValue(form),
            parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private Command Replay()
    {
        Option<DateTimeOffset?> to = new("--to")
        {
            Description = "The moment to stop after, by the engine's clock, such as 2026-03-01T12:00Z; without it, all is "
                + "replayed.",
            HelpName = "TIME",
            CustomParser = result => CommandLine.Time(result, "--to"),
        };
        Option<long?> sequence = new("--to-sequence")
        {
            Description = "The entry to stop after.", HelpName = "N", CustomParser = Sequence,
        };
        Option<string?> save = new("--save")
        {
            Description = "Also write the state as a new file, for 'reconcile --cached'.", HelpName = "FILE",
        };
        Option<string> form = Form(Forms.Table, Forms.Json, Forms.Tree);
        Command command = new("replay", "Rebuilds the state as it was, from the journal alone, and shows it. It changes nothing.")
        {
            _store, _trader, _key, to, sequence, save, form,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(to) is not null && result.GetResult(sequence) is not null)
            {
                result.AddError("--to and --to-sequence exclude each other.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ReplayCommand.RunAsync(
            Target(parsed), parsed.GetValue(to), parsed.GetValue(sequence), parsed.GetRequiredValue(form),
            parsed.GetValue(save), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private Command Init()
    {
        Option<bool> loss = Loss();
        Command command = new(
            "init-db", "Makes the database, its directory and the trader where they are missing. What is there stays.")
        {
            _store, _trader, loss,
        };
        command.SetAction((parsed, cancellationToken) => InitCommand.RunAsync(
            Target(parsed), parsed.GetValue(loss), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private Command Purge()
    {
        Option<int> buffer = new("--buffer")
        {
            Description = "Orders stay for so many minutes after their end (60).",
            HelpName = "MINUTES",
            DefaultValueFactory = _ => 60,
        };
        Option<int> retention = new("--retention")
        {
            Description = "Positions stay for so many days after their end (60).",
            HelpName = "DAYS",
            DefaultValueFactory = _ => 60,
        };
        Option<string?> anchor = new("--anchor")
        {
            Description = "The engine's anchor file: a store that lost its tail is found out, and the file kept up.",
            HelpName = "FILE",
        };
        Option<bool> loss = Loss();
        Command command = new(
            "purge", "Takes orders and positions that ended long ago out of the stored state. The engine must not be running.")
        {
            _store, _trader, _key, buffer, retention, anchor, loss,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            StoredTrader trader = Target(parsed);
            var rules = new StateOptions
            {
                JournalKey = trader.Key,
                AnchorPath = parsed.GetValue(anchor),
                OpenTimeout = TimeSpan.Zero,
                PurgeInterval = null,
                PurgeBuffer = TimeSpan.FromMinutes(parsed.GetValue(buffer)),
                ClosedPositionRetentionDays = parsed.GetValue(retention),

                // How long identities are remembered is for the engine to say, which knows what it asks of its venue.
                TradeMemory = TimeSpan.FromDays(365),
            };
            return PurgeCommand.RunAsync(
                trader, rules, parsed.GetValue(loss), parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    private StoredTrader Target(ParseResult parsed) => new(
        StoreAddress.Parse(parsed.GetValue(_store)),
        parsed.GetRequiredValue(_trader),
        parsed.CommandResult.GetResult(_key) is null ? null : StoredTrader.KeyIn(parsed.GetValue(_key)));

    private static Option<bool> Loss() => new("--accept-loss-window")
    {
        Description = "Work on a Redis that can lose acknowledged commits (appendfsync weaker than always).",
    };

    private static Option<string> Form(params string[] forms)
    {
        Option<string> option = new("--as")
        {
            Description = $"How to show it (default {forms[0]}).", DefaultValueFactory = _ => forms[0],
        };
        option.AcceptOnlyFromAmong(forms);
        return option;
    }

    private static Option<int?> Number(string name, string description, int otherwise) => new(name)
    {
        Description = description,
        HelpName = "N",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
            {
                return otherwise;
            }

            if (int.TryParse(
                    result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number > 0)
            {
                return number;
            }

            result.AddError($"{name}: '{result.Tokens[0].Value}' is no number from 1 on.");
            return null;
        },
    };

    private static long? Sequence(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
        {
            return sequence;
        }

        result.AddError($"--to-sequence: '{text}' is no number from 0 on.");
        return null;
    }

    private static TraderId Trader(ArgumentResult result)
    {
        try
        {
            return new TraderId(result.Tokens[0].Value);
        }
        catch (ArgumentException wrong)
        {
            result.AddError($"--trader: {wrong.Message}");
            return default;
        }
    }
}

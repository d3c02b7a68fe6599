using System.CommandLine;
using System.Globalization;

namespace PositionRecovery.Sample;

/// <summary>The commands that look at stored state and keep it in order.</summary>
internal static class StoreCommands
{
    private const int ShownEntries = 20;

    public static IEnumerable<Command> All() => [Inspect(), Verify(), Replay(), InitDb(), Purge()];

    private static Command Inspect()
    {
        var where = new StoreOptions();
        Option<StateForm> form = new("--as") { Description = "How to show it.", HelpName = "table|json|tree" };
        Option<int?> journal = new("--journal")
        {
            Description = $"Show the last N entries of the journal too; {ShownEntries} without N.",
            HelpName = "N",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = static result => result.Tokens is [var n]
                && int.TryParse(n.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                    ? count
                    : ShownEntries,
        };
        Option<bool> history = new("--history") { Description = "Show every change of a position too." };
        Command command = new("inspect", "Shows the stored positions, orders, balances and sessions of a trader.")
        {
            form, journal, history,
        };
        where.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IPositionStore store = where.Connect(parsed);
            return await new InspectCommand(where.Reader(parsed, store), parsed.InvocationConfiguration.Output).RunAsync(
                parsed.GetValue(form), parsed.GetValue(journal), parsed.GetValue(history), cancellationToken);
        });
        return command;
    }

    private static Command Verify()
    {
        var where = new StoreOptions();
        Option<string?> anchor = new("--anchor")
        {
            Description = "The anchor file of the engine, by which a journal that was cut short is found out.",
            HelpName = "FILE",
        };
        Command command = new(
            "verify", "Proves the journal by its hash chain, and the stored state by the journal. It changes nothing.")
        {
            anchor,
        };
        where.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IPositionStore store = where.Connect(parsed);
            return await VerifyCommand.RunAsync(
                where.Reader(parsed, store),
                parsed.GetValue(anchor),
                parsed.InvocationConfiguration.Output,
                cancellationToken);
        });
        return command;
    }

    private static Command Replay()
    {
        var where = new StoreOptions();
        Option<DateTimeOffset?> to = new("--to")
        {
            Description = "The moment, such as 2026-03-01T12:00Z; without it, the end.",
            HelpName = "TIME",
            CustomParser = CommandLine.Time,
        };
        Option<long?> sequence = new("--to-sequence") { Description = "The last sequence to take.", HelpName = "N" };
        Option<string?> save = new("--save")
        {
            Description = "Write the state to a file that 'reconcile --cached' reads.", HelpName = "FILE",
        };
        Option<StateForm> form = new("--as") { Description = "How to show it.", HelpName = "table|json|tree" };
        Command command = new("replay", "Rebuilds the state of a trader from its journal, as of any moment.")
        {
            to, sequence, save, form,
        };
        where.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IPositionStore store = where.Connect(parsed);
            StateReader reader = where.Reader(parsed, store);
            TraderState state = parsed.GetValue(sequence) is { } last
                ? await reader.ReplayAsync(last, cancellationToken)
                : parsed.GetValue(to) is { } moment
                ? await reader.ReplayAsync(moment, cancellationToken)
                : await reader.ReplayAsync(long.MaxValue, cancellationToken);
            if (parsed.GetValue(save) is { } file)
            {
                await File.WriteAllBytesAsync(file, SnapshotJson.Write(state.Snapshot), cancellationToken);
            }

            TraderStateView.Show(parsed.InvocationConfiguration.Output, state, parsed.GetValue(form));
            return ExitCode.InSync;
        });
        return command;
    }

    private static Command InitDb()
    {
        var where = new StoreOptions();
        Command command = new("init-db", "Makes or migrates the store and checks that the trader can be taken.");
        where.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IPositionStore store = where.Connect(parsed, mayMake: true);
            return await KeepingCommands.InitAsync(
                store, where.TraderOf(parsed), parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    private static Command Purge()
    {
        var where = new StoreOptions();
        Command command = new(
            "purge", "Takes orders and positions that ended long ago out of the stored state. The journal keeps them.");
        where.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IPositionStore store = where.Connect(parsed);
            return await KeepingCommands.PurgeAsync(
                store,
                where.TraderOf(parsed),
                where.KeyOf(parsed),
                parsed.InvocationConfiguration.Output,
                cancellationToken);
        });
        return command;
    }
}

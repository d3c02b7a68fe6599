using System.CommandLine;

namespace PositionRecovery.Sample;

/// <summary>The options by which every command finds a trader's state.</summary>
internal sealed class StoreOptions
{
    public Option<string?> Store { get; } = new("--store")
    {
        Description = "Where the state is kept: sqlite:PATH or redis:HOST:PORT. Without it, the SQLite file that the "
            + $"environment variable {StoreAddress.PathVariable} names.",
        HelpName = "STORE",
    };

    public Option<string> Trader { get; } = new("--trader")
    {
        Description = "Whose state.", HelpName = "ID", Required = true,
    };

    public Option<string?> KeyVariable { get; } = new("--key-env")
    {
        Description = "The environment variable with the journal key, for state that is authenticated. The key itself is "
            + "never typed: other users could read it.",
        HelpName = "VARIABLE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Store);
        command.Options.Add(Trader);
        command.Options.Add(KeyVariable);
    }

    public IPositionStore Connect(ParseResult parsed, bool mayMake = false) =>
        StoreAddress.Connect(parsed.GetValue(Store), mayMake);

    public TraderId TraderOf(ParseResult parsed)
    {
        try
        {
            return new TraderId(parsed.GetRequiredValue(Trader));
        }
        catch (ArgumentException wrong)
        {
            throw new BadUsageException($"--trader: {wrong.Message}");
        }
    }

    public Secret? KeyOf(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(KeyVariable) is { } variable ? Secret.FromEnvironment(variable) : null;
        }
        catch (InvalidOperationException missing)
        {
            throw new BadUsageException($"--key-env: {missing.Message}");
        }
    }

    public StateReader Reader(ParseResult parsed, IPositionStore store) => new(store, TraderOf(parsed), KeyOf(parsed));
}

using System.CommandLine;

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

    /// <summary>The engine that the demo starts and kills.</summary>
    public static Command Engine()
    {
        Option<string> line = new("--line") { Required = true };
        Option<string> database = new("--db") { Required = true };
        Option<string> incident = new("--incident") { Required = true };
        Option<string> symbols = new("--symbols") { Required = true };
        Command command = new("engine", "The engine of the demo.") { line, database, incident, symbols };
        command.Hidden = true;
        command.SetAction((parsed, _) => EngineCommand.RunAsync(
            parsed.GetRequiredValue(line),
            parsed.GetRequiredValue(database),
            parsed.GetRequiredValue(incident),
            parsed.GetRequiredValue(symbols).Split(','),
            Console.OpenStandardInput(),
            parsed.InvocationConfiguration.Output));
        return command;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PositionRecovery.Sample;

/// <summary>What can be typed.</summary>
internal static class CommandLine
{
    public const string Name = "position-recovery";

    public static Command Root()
    {
        Option<bool> version = new("--version") { Description = "Show the version." };
        Command root = new(
            Name,
            "Shows how a trading engine comes back after a crash: on a simulated exchange, and from files and stores of\n"
            + "yours. Without arguments it gives the demo.")
        {
            EngineCommands.Demo(),
            EngineCommands.Run(),
            EngineCommands.Engine(),
            Tour(),
            Reconcile(),
            version,
            new HelpOption { Action = new HelpWithExamples(), Recursive = true },
        };
        foreach (Command command in StoredCommands.All())
        {
            root.Add(command);
        }

        root.Add(Help([.. root.Subcommands.Where(static c => !c.Hidden).Select(command => command.Name)]));
        root.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(version))
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    typeof(CommandLine).Assembly.GetName().Version!.ToString(fieldCount: 3));
                return Task.FromResult(0);
            }

            return DemoCommand.RunAsync(keep: null, parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return root;
    }

    private static Command Tour()
    {
        Command command = new("tour", "Shows three incidents: what was believed, what the venue said, and the plan.");
        command.SetAction(static parsed => Sample.Tour.Run(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Reconcile()
    {
        Option<string> incident = File(
            "--incident", "All of it in one file, as a recovery's report saves it.", isRequired: false);
        Option<string> cached = File("--cached", "What the engine believed.", isRequired: false);
        Option<string> venue = File("--venue", "What the venue said.", isRequired: false);
        Option<string> options = File("--options", "How to reconcile; without it, the defaults.", isRequired: false);
        Option<DateTimeOffset?> now = new("--now")
        {
            Description = "The time to judge ages by, such as 2026-03-01T12:00:00Z; without it, that of the latest "
                + "answer in the venue file.",
            HelpName = "TIME",
            CustomParser = result => Time(result, "--now"),
        };
        Option<bool> json = new("--json") { Description = "Print the plan as JSON, and nothing else." };
        Command command = new("reconcile", "Makes a plan from snapshot files and shows it. It changes nothing.")
        {
            incident, cached, venue, options, now, json,
        };
        command.Validators.Add(result =>
        {
            bool isBundle = result.GetResult(incident) is not null;
            bool isPair = result.GetResult(cached) is not null && result.GetResult(venue) is not null;
            bool isMixed = isBundle && (result.GetResult(cached) ?? result.GetResult(venue) ?? result.GetResult(options))
                is not null;
            if (isMixed || (!isBundle && !isPair))
            {
                result.AddError("Give either --incident, or --cached and --venue.");
            }
        });
        command.SetAction(parsed => ReconcileCommand.Run(
            parsed.GetValue(incident) is { } bundle
                ? Incident.Read(bundle, parsed.GetValue(now))
                : Incident.Read(
                    parsed.GetRequiredValue(cached),
                    parsed.GetRequiredValue(venue),
                    parsed.GetValue(options),
                    parsed.GetValue(now)),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Help(string[] commands)
    {
        Argument<string?> about = new("command") { Arity = ArgumentArity.ZeroOrOne, HelpName = "command" };
        about.AcceptOnlyFromAmong([.. commands, "help"]);
        Command command = new("help", "Shows help.") { about };
        command.SetAction(parsed => Root()
            .Parse(parsed.GetValue(about) is { } name ? [name, "--help"] : ["--help"])
            .Invoke(parsed.InvocationConfiguration));
        return command;
    }

    private static Option<string> File(string name, string description, bool isRequired) =>
        new(name) { Description = description, HelpName = "FILE", Required = isRequired };

    internal static DateTimeOffset? Time(ArgumentResult result, string option)
    {
        string text = result.Tokens[0].Value;
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
        if (DateTimeOffset.TryParseExact(
            text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time;
        }

        result.AddError($"{option}: '{text}' is no time; write it like 2026-03-01T12:00:00Z.");
        return null;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace PositionRecovery.Sample;

/// <summary>The tool as a function: from arguments to text and an exit code.</summary>
internal static class App
{
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = CommandLine.Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Misused(parsed, error);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,

                // How long a stop may take after Ctrl-C: an engine writes its last state, a demo ends its engine.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            });
        }
        catch (BadUsageException misuse)
        {
            error.WriteLine(misuse.Message);
            return ExitCode.BadUsage;
        }
        catch (Exception bad) when (bad is SnapshotFormatException or BadDataException)
        {
            error.WriteLine(bad.Message);
            return ExitCode.BadData;
        }
        catch (RefusalException refused)
        {
            error.WriteLine(refused.Message);
            return refused.ExitCode;
        }
        catch (OwnershipLostException owned)
        {
            error.WriteLine(Words.Plain(owned.Message));
            return ExitCode.Owned;
        }
        catch (VenueException failed)
        {
            error.WriteLine(Words.Plain(failed.Message));
            return ExitCode.Unavailable;
        }
        catch (StoreException failed)
        {
            error.WriteLine(Words.Plain(failed.Message));
            return ExitCode.Of(failed);
        }
    }

    private static int Misused(ParseResult parsed, TextWriter error)
    {
        foreach (ParseError mistake in parsed.Errors)
        {
            error.WriteLine(mistake.Message);
        }

        string command = parsed.CommandResult.Command.Name;
        error.WriteLine(command == CommandLine.Name
            ? $"Try '{CommandLine.Name} --help'."
            : $"Try '{CommandLine.Name} {command} --help'.");
        return ExitCode.BadUsage;
    }
}

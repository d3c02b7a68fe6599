using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PositionRecovery.Sample;

/// <summary>The usual help, and below it what people look for next.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new();

    /// <summary>Who asks for help need not have typed everything right.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples.Of(parseResult.CommandResult.Command.Name));
        return exitCode;
    }
}

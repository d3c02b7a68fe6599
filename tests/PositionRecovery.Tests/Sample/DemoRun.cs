using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

/// <summary>The demo, played once for all who look at it.</summary>
internal static class DemoRun
{
    private static readonly Lazy<(int ExitCode, string Output, string Error)> Played = new(Play);

    internal static int ExitCode => Played.Value.ExitCode;

    internal static string Output => Played.Value.Output;

    internal static string Error => Played.Value.Error;

    internal static string[] Lines => Output.Split('\n');

    private static (int ExitCode, string Output, string Error) Play()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = App.Run([], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}

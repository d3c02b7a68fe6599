using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PositionRecovery.Tests.Sample;

/// <summary>The demo from start to finish: real processes, a real kill, SQLite.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public void Run_NoArguments_PlaysTheDemoWhichHoldsWhatItPromises()
    {
        Assert.True(DemoRun.ExitCode == 0, DemoRun.Output + DemoRun.Error);
        Assert.Empty(DemoRun.Error);
        Assert.DoesNotContain("✗", DemoRun.Output, StringComparison.Ordinal);
        Assert.Equal(8, DemoRun.Output.Split('✓').Length - 1);
        Assert.DoesNotContain('\u001b', DemoRun.Output);
    }

    [Fact]
    public void Run_AfterTheDemo_NoEngineIsLeft()
    {
        int killed = int.Parse(
            Killed().Match(DemoRun.Output).Groups["id"].ValueSpan, CultureInfo.InvariantCulture);
        Assert.DoesNotContain(killed, Process.GetProcesses().Select(static p => p.Id));
    }

    [GeneratedRegex("SIGKILL for process (?<id>[0-9]+):")]
    private static partial Regex Killed();
}

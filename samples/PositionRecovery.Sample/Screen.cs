using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Where text goes: a terminal, with its colours and its width, or a file, with neither.</summary>
internal static class Screen
{
    /// <summary>Below this, a table of differences has columns too thin to read.</summary>
    public const int Wide = 100;

    private const int WidthOfFiles = 120;

    public static void Show(TextWriter output, Action<IAnsiConsole> draw)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            draw(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }));
        }
        else
        {
            Show(output, WidthOfFiles, draw);
        }
    }

    /// <summary>Draws without colours, and without the spaces with which tables fill their last column.</summary>
    public static void Show(TextWriter output, int width, Action<IAnsiConsole> draw)
    {
        using var drawn = new StringWriter { NewLine = "\n" };
        IAnsiConsole page = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(drawn),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,

            // Build servers are said to understand colours; a file on one of them does not.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        page.Profile.Width = width;
        page.Profile.Capabilities.Unicode = true;
        draw(page);
        foreach (string line in drawn.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }
}

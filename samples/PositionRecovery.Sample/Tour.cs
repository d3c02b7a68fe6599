using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Three incidents, from what was believed to what to do about it.</summary>
internal static class Tour
{
    public static readonly IReadOnlyList<string> Stops = ["binance-hedge", "spot", "netting-old"];

    public static int Run(TextWriter output)
    {
        Screen.Show(output, Show);
        return ExitCode.InSync;
    }

    public static Incident Read(string stop) =>
        Incident.Read(PathOf(stop, "cached.json"), PathOf(stop, "venue.json"), PathOf(stop, "options.json"), now: null);

    private static void Show(IAnsiConsole screen)
    {
        Page.Text(screen, "Three incidents: what the engine believed, what the venue says, and the plan that follows.");
        for (int stop = 0; stop < Stops.Count; stop++)
        {
            Show(screen, stop);
        }

        screen.WriteLine();
        Page.Text(screen, "Your own files: position-recovery reconcile --cached FILE --venue FILE (see --help).");
    }

    private static void Show(IAnsiConsole screen, int stop)
    {
        Story story = Story.Read(PathOf(Stops[stop], "story.md"));
        Incident incident = Read(Stops[stop]);
        screen.WriteLine();
        screen.Write(new Rule(Markup.Escape($"{stop + 1} of {Stops.Count}: {story.Title}")).LeftJustified());
        screen.WriteLine();
        Page.Text(screen, story.Text);
        StateView.ShowBelief(screen, incident.Cached);
        StateView.ShowReports(screen, incident.Venue);
        Page.Title(screen, "The plan");
        PlanView.Show(screen, incident.Reconcile());
        Page.Title(screen, "What to notice");
        foreach (string notice in story.Notices)
        {
            Page.Text(screen, notice, first: "  - ", next: "    ");
        }
    }

    private static string PathOf(string stop, string file) =>
        Path.Combine(AppContext.BaseDirectory, "Tour", stop, file);
}

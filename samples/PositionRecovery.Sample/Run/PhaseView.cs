using System.Globalization;
using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>The phases of a recovery while it runs: bars on a terminal, lines elsewhere. What stays is the same.
/// </summary>
internal static class PhaseView
{
    /// <summary>Shows what <paramref name="work"/> tells.</summary>
    public static async Task<T> ShowAsync<T>(TextWriter output, Func<Action<EngineLine>, Task<T>> work)
    {
        var ended = new List<EngineLine>();
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
        {
            return await work(line => Plain(output, line));
        }

        T result = await AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bars = new Dictionary<RecoveryPhase, ProgressTask>();
                return await work(line =>
                {
                    ended.Add(line);
                    Advance(progress, bars, line);
                });
            });
        ended.ForEach(line => Plain(output, line));
        return result;
    }

    private static void Advance(
        ProgressContext progress, Dictionary<RecoveryPhase, ProgressTask> bars, EngineLine line)
    {
        if (line.Phase is not { } phase)
        {
            return;
        }

        if (!bars.TryGetValue(phase, out ProgressTask? bar))
        {
            bar = progress.AddTask(Words.Of(phase), maxValue: 1);
            bar.IsIndeterminate = true;
            bars.Add(phase, bar);
        }

        if (line.Progress is { } part)
        {
            bar.IsIndeterminate = false;
            bar.Value = part;
        }

        if (line.Milliseconds is not null)
        {
            bar.IsIndeterminate = false;
            bar.Value = 1;
            bar.StopTask();
        }
    }

    private static void Plain(TextWriter output, EngineLine line)
    {
        if (line.Phase is not { } phase || (line.Milliseconds is null && line.Severity is null or Severity.Info))
        {
            return;
        }

        string took = line.Milliseconds is { } ms
            ? ms.ToString("0' ms'", CultureInfo.InvariantCulture)
            : "!";
        Style? style = line.Severity is { } severity and not Severity.Info ? Words.Colour(severity) : null;
        Screen.Show(output, screen => Page.Text(
            screen, line.Text, $"  {Words.Of(phase),-10} {took,8}  ", new string(' ', 23), style));
    }
}

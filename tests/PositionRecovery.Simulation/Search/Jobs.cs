using System.Diagnostics;
using System.Globalization;

namespace PositionRecovery.Simulation;

/// <summary>Deals a search out to processes and adds up what they say. Each has one thread that works.</summary>
internal static class Jobs
{
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Arguments arguments)
    {
        var total = new Total();
        int jobs = Math.Max(1, arguments.Jobs);
        int[] codes = jobs == 1 && arguments.Parts == 1
            ? [await OneAsync([.. args], total)]
            : await Task.WhenAll(Enumerable.Range(0, jobs).Select(i => OneAsync(
                [
                    .. args, "--part", i.ToString(CultureInfo.InvariantCulture),
                    "--parts", jobs.ToString(CultureInfo.InvariantCulture),
                ],
                total)));
        total.Print();
        return arguments is { Mode: SearchMode.Faults, Every: 1 } && total.PrintEmpty() ? 1 : codes.Max();
    }

    private static async Task<int> OneAsync(string[] args, Total total)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet")
        {
            start.ArgumentList.Add(typeof(Jobs).Assembly.Location);
        }

        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.ArgumentList.Add("--worker");
        start.Environment["DOTNET_GCgen0size"] = "4000000"; // histories are short-lived: 64 MB (hex) of garbage at a time
        using var child = System.Diagnostics.Process.Start(start)!;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            total.Add(line);
        }

        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    private sealed class Total
    {
        private readonly ReachTable _reach = new();
        private readonly Lock _lock = new();
        private long _played;
        private long _failed;
        private double _seconds;

        internal void Add(string line)
        {
            string[] parts = line.Split('\t');
            lock (_lock)
            {
                switch (parts[0])
                {
                    case "#reach":
                        _reach.Hit(parts[1], parts[2], long.Parse(parts[3], CultureInfo.InvariantCulture));
                        break;
                    case "#done":
                        _played += long.Parse(parts[1], CultureInfo.InvariantCulture);
                        _failed += long.Parse(parts[2], CultureInfo.InvariantCulture);
                        _seconds = Math.Max(_seconds, double.Parse(parts[3], CultureInfo.InvariantCulture));
                        break;
                    default:
                        Console.WriteLine(line);
                        break;
                }
            }
        }

        /// <returns>Whether there is one.</returns>
        internal bool PrintEmpty()
        {
            string[] empty = [.. _reach.Empty];
            Array.ForEach(empty, static e => Console.WriteLine($"never met: {e}"));
            return empty.Length > 0;
        }

        internal void Print()
        {
            Console.WriteLine(_reach.ToText());
            Console.WriteLine(FormattableString.Invariant(
                $"{_played} histories, {_failed} failed, {_seconds:F0} s, {_played / Math.Max(1, _seconds) * 60:F0} a minute"));
        }
    }
}

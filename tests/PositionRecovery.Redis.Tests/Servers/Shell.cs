using System.Diagnostics;

namespace PositionRecovery.Redis.Tests;

/// <summary>Starts processes, and ends with this one those that still run.</summary>
internal static class Shell
{
    private static readonly HashSet<Process> Running = [];

    static Shell() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    public static Process Start(string file, IEnumerable<string> arguments)
    {
        Process process = Process.Start(Settings(file, arguments))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        lock (Running)
        {
            Running.RemoveWhere(static ended => !IsRunning(ended));
            Running.Add(process);
        }

        return process;
    }

    /// <summary>What the process wrote, errors included.</summary>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments)
    {
        using Process process = Process.Start(Settings(file, arguments))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }

    private static ProcessStartInfo Settings(string file, IEnumerable<string> arguments) =>
        new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static bool IsRunning(Process process)
    {
        try
        {
            return !process.HasExited;
        }
        catch (InvalidOperationException)
        {
            // Disposed by whoever started it.
            return false;
        }
    }

    private static void EndAll()
    {
        lock (Running)
        {
            foreach (Process process in Running.Where(IsRunning))
            {
                process.Kill();
            }
        }
    }
}

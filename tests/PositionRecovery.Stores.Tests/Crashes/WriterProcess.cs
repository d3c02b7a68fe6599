using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PositionRecovery.CrashWriter;

namespace PositionRecovery.Stores.Tests;

/// <summary>A writer in a process of its own.</summary>
internal sealed class WriterProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private const int Continue = 18;

    private const int Stop = 19;

    private readonly Process _process;

    private readonly List<string> _lines = [];

    private WriterProcess(Process process) => _process = process;

    /// <summary>The sequence acknowledged last, of the lines read so far; 0 when none was.</summary>
    public long Acknowledged => Numbers("ack").LastOrDefault();

    /// <summary>The epoch it got, of the lines read so far; 0 when it got none.</summary>
    public long Epoch => Numbers("epoch").LastOrDefault();

    public IReadOnlyList<string> Lines => _lines;

    public static WriterProcess Start(WriterArguments arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PositionRecovery.CrashWriter.dll"));
        foreach (string argument in arguments.ToArguments())
        {
            start.ArgumentList.Add(argument);
        }

        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>Reads lines up to the n-th that begins with a word.</summary>
    /// <returns>Whether it came before the end.</returns>
    public async Task<bool> ReadUntilAsync(string word, int times = 1)
    {
        while (times > 0)
        {
            if (await _process.StandardOutput.ReadLineAsync() is not { } line)
            {
                return false;
            }

            _lines.Add(line);
            times -= line.StartsWith(word, StringComparison.Ordinal) ? 1 : 0;
        }

        return true;
    }

    /// <summary>Reads what it said to the end, and how it ended.</summary>
    public async Task<int> EndAsync()
    {
        await ReadUntilAsync("\0");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: nothing of it runs any more. What it said before is still read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>SIGTERM: it is asked to end.</summary>
    public void AskToEnd() => Send(Terminate);

    /// <summary>SIGSTOP: it freezes wherever it is.</summary>
    public void Freeze() => Send(Stop);

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public void Thaw() => Send(Continue);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private IEnumerable<long> Numbers(string word) =>
        from line in _lines
        where line.StartsWith(word + " ", StringComparison.Ordinal)
        select long.Parse(line.AsSpan(word.Length + 1), CultureInfo.InvariantCulture);

    private static bool IsDotnet(string path) =>
        Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);

    private void Send(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}

using System.Diagnostics;
using System.Threading.Channels;

namespace PositionRecovery.Sample;

/// <summary>A trading engine in a process of its own. It ends with this object, whatever happens.</summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private const int ErrorLines = 20;

    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Channel<EngineLine> _lines = Channel.CreateUnbounded<EngineLine>();
    private readonly Queue<string> _errors = new();
    private readonly Task _reading;
    private readonly Task _listening;

    private EngineProcess(Process process)
    {
        _process = process;
        Id = process.Id;

        // Pipes block: threads of their own, since those of the pool are for the exchange.
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
        _listening = Task.Factory.StartNew(Listen, TaskCreationOptions.LongRunning);
    }

    public int Id { get; }

    /// <param name="folder">Where its files are.</param>
    /// <param name="exchange">The address of the exchange.</param>
    public static EngineProcess Start(DemoFolder folder, Uri exchange)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        (start.FileName, string[] first) = Self();
        string[] arguments =
        [
            .. first, "engine", "--exchange", exchange.ToString(), "--db", folder.Database, "--incident", folder.Incident,
            "--symbols", $"{DemoMarket.Btc.Symbol},{DemoMarket.Eth.Symbol}",
        ];
        start.Environment[DemoExchange.KeyVariable] = DemoExchange.Key.Key;
        start.Environment[DemoExchange.SecretVariable] = DemoExchange.Key.Secret;
        Array.ForEach(arguments, start.ArgumentList.Add);
        return new EngineProcess(Process.Start(start)!);
    }

    /// <summary>What it tells next; <c>null</c> when it ended.</summary>
    public async Task<EngineLine?> NextAsync(CancellationToken cancellationToken) =>
        await _lines.Reader.WaitToReadAsync(cancellationToken) && _lines.Reader.TryRead(out EngineLine? line) ? line : null;

    /// <summary>SIGKILL: not another instruction of it is executed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>An orderly end.</summary>
    /// <exception cref="RefusalException">It did not come to one.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(EngineCommand.Stop);
            await _process.StandardInput.FlushAsync(cancellationToken);
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(TimeToStop, cancellationToken);
        }
        catch (Exception stuck) when (stuck is TimeoutException or IOException)
        {
            throw Ended();
        }

        if (_process.ExitCode != 0)
        {
            throw Ended();
        }
    }

    /// <summary>For messages: how it ended, with its last words.</summary>
    public RefusalException Ended()
    {
        string how = _process.HasExited ? $"ended with exit code {_process.ExitCode}" : "does not answer";
        lock (_errors)
        {
            return new RefusalException(
                ExitCode.Unavailable, $"The engine {how}.\n{string.Join('\n', _errors.Select(Words.Plain))}".TrimEnd());
        }
    }

    /// <summary>The end of its output is known a moment before the end of the process.</summary>
    public async Task WaitForEndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeToStop);
        await _listening;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        await _listening;
        _process.Dispose();
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } json)
        {
            if (EngineLine.TryParse(json) is { } line)
            {
                _lines.Writer.TryWrite(line);
            }
        }

        _lines.Writer.Complete();
    }

    private void Listen()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            lock (_errors)
            {
                _errors.Enqueue(line);
                if (_errors.Count > ErrorLines)
                {
                    _errors.Dequeue();
                }
            }
        }
    }

    /// <summary>How to start this program once more: by its own file, or by the host that runs its assembly.</summary>
    private static (string File, string[] First) Self()
    {
        string assembly = typeof(EngineProcess).Assembly.Location;
        string me = Environment.ProcessPath ?? throw new RefusalException(
            ExitCode.Unavailable, "This program does not know where it is: the engine cannot be started.");
        string name = Path.GetFileNameWithoutExtension(me);
        return assembly.Length == 0 || name == CommandLine.Name ? (me, [])
            : name == "dotnet" ? (me, [assembly])
            : ("dotnet", [assembly]);
    }
}

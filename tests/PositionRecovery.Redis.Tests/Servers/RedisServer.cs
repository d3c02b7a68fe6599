using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PositionRecovery.Redis.Tests;

/// <summary>A redis-server of our own: on a free port of the loopback, in a folder of its own, ended by its process
/// id.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    /// <summary>What the store asks for.</summary>
    public static readonly string[] Durable = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];

    private const int Starts = 20;

    private static int _nextPort = 17_000 + (Environment.ProcessId * 37 % 20_000);

    private readonly string[] _settings;

    private Process? _process;

    private RedisServer(string[] settings) => _settings = settings;

    public int Port { get; private set; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("position-recovery-redis-").FullName;

    public string Address => $"127.0.0.1:{Port}";

    public int Id => _process!.Id;

    public static Task<RedisServer> StartDurableAsync() => StartAsync(Durable);

    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(settings);
        for (int start = 0; start < Starts; start++)
        {
            server.Port = FreePort();
            if (await server.TryStartAsync())
            {
                return server;
            }
        }

        throw new InvalidOperationException("redis-server does not start: " + server.Log());
    }

    /// <summary>Starts it again on the same port and folder.</summary>
    public async Task StartAgainAsync()
    {
        for (int start = 0; start < Starts; start++)
        {
            if (await TryStartAsync())
            {
                return;
            }
        }

        throw new InvalidOperationException("redis-server does not come back: " + Log());
    }

    /// <summary>As a crash ends it: nothing is written any more.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public Task<string> CliAsync(params string[] arguments) =>
        Shell.RunAsync(RedisBinaries.Cli, ["-p", $"{Port}", .. arguments]);

    /// <summary>Stops or continues the process.</summary>
    public Task<string> SignalAsync(string signal) => Shell.RunAsync("kill", [$"-{signal}", $"{Id}"]);

    public ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static int FreePort()
    {
        while (true)
        {
            int port = Interlocked.Increment(ref _nextPort);
            if (IsFree(port) && IsFree(port + 10_000))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<bool> TryStartAsync()
    {
        _process?.Dispose();
        _process = Shell.Start(
            RedisBinaries.Server,
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder, "--logfile", LogFile, .. _settings]);
        while (!_process.HasExited)
        {
            string answer = await CliAsync("PING");
            if (answer.StartsWith("PONG", StringComparison.Ordinal)
                || answer.StartsWith("NOAUTH", StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(5);
        }

        return false;
    }

    private string LogFile => Path.Combine(Folder, "redis.log");

    private string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "it left no log.";
}

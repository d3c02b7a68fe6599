using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PositionRecovery.Benchmarks.Floor;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>The Redis server that is measured: one of one's own, as durable as the store asks for, or one that runs
/// already.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly Process? _process;
    private readonly string? _folder;

    private RedisServer(string address, Process? process, string? folder) =>
        (Address, _process, _folder) = (address, process, folder);

    internal string Address { get; }

    /// <returns><c>null</c> where there is none; that is said.</returns>
    internal static RedisServer? Find(FloorOptions options)
    {
        try
        {
            return options.Redis is { } address ? new RedisServer(address, null, null) : Start(options.Directory);
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine(
                "NO REDIS ROWS: there is no redis-server in the path. Install it, or name one that runs with --redis.");
            return null;
        }
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    private static RedisServer Start(string directory)
    {
        int port = FreePort();
        string folder = Directory.CreateDirectory(
            Path.Combine(directory, $"position-recovery-floor-redis-{Environment.ProcessId}")).FullName;
        string[] settings =
        [
            "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes",
            "--appendfsync", "always", "--save", "", "--logfile", Path.Combine(folder, "redis.log"),
        ];
        try
        {
            var server = new RedisServer(
                $"127.0.0.1:{port}",
                Process.Start(new ProcessStartInfo("redis-server", settings) { RedirectStandardInput = true })!,
                folder);
            server.WaitUntilUp(port);
            return server;
        }
        catch (Win32Exception)
        {
            Directory.Delete(folder);
            throw;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private void WaitUntilUp(int port)
    {
        while (!_process!.HasExited)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(10);
            }
        }

        throw new InvalidOperationException("redis-server did not start; its log is in " + _folder);
    }
}

using System.Net;
using System.Net.Sockets;

namespace PositionRecovery.Redis.Tests;

/// <summary>The way between a store and its server, on which bytes can be held up or lost.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private readonly CancellationTokenSource _ended = new();

    private readonly List<Socket> _sockets = [];

    private readonly int _serverPort;

    private readonly Task _accepting;

    private volatile TaskCompletionSource _requests = Open();

    private volatile TaskCompletionSource _answers = Open();

    public Wire(RedisServer server)
    {
        _serverPort = server.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    private readonly TaskCompletionSource _never = new();

    private volatile int _accepted;

    private volatile int _silencedBelow;

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void HoldRequests() => _requests = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void HoldAnswers() => _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Nothing passes any more on the connections that there are, and nothing tells of it, as when something
    /// on the way forgot them. New ones work.</summary>
    public void Silence() => _silencedBelow = _accepted;

    public void LetGo()
    {
        _requests.TrySetResult();
        _answers.TrySetResult();
    }

    /// <summary>Loses what is on the way and closes every connection; new ones are taken.</summary>
    public void Cut()
    {
        lock (_sockets)
        {
            _sockets.ForEach(static socket => socket.Dispose());
            _sockets.Clear();
        }

        LetGo();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        _never.TrySetResult();
        Cut();
        await _accepting;
        _ended.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private TaskCompletionSource GateOf(int number, TaskCompletionSource gate) => number < _silencedBelow ? _never : gate;

    private async Task AcceptAsync()
    {
        List<Task> pumps = [];
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_ended.Token);
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _ended.Token);
                lock (_sockets)
                {
                    _sockets.AddRange([client, server]);
                }

                int number = _accepted++;
                pumps.Add(PumpAsync(client, server, () => GateOf(number, _requests)));
                pumps.Add(PumpAsync(server, client, () => GateOf(number, _answers)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<TaskCompletionSource> gate)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                await gate().Task;
                await to.SendAsync(buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PositionRecovery.Binance.Tests;

/// <summary>Over real sockets, because it is about what the platform does by itself.</summary>
public sealed class ResendTests
{
    [Fact]
    public async Task Send_PooledConnectionEndsInsteadOfAnAnswer_OrderArrivedOnce()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int orders = 0;
        Task serving = ServeAsync();
        using var client = new HttpClient(DefaultClient.Handler());
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options() with
        {
            BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            CreateClient = () => client,
        });

        ApiException error = await Assert.ThrowsAsync<ApiException>(async () => await transport.SendAsync(
            new ApiRequest
            {
                Method = HttpMethod.Post, Path = "/fapi/v1/order", Parameters = [("symbol", "ETHUSDT")], Weight = 0,
                OrderCount = 1,
            },
            CancellationToken.None));

        Assert.Equal(ExecutionKnowledge.Unknown, error.Execution);
        Assert.Equal(1, orders);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);

        async Task ServeAsync()
        {
            while (true)
            {
                using TcpClient peer = await listener.AcceptTcpClientAsync();
                await ServePeerAsync(peer.GetStream());
            }
        }

        async Task ServePeerAsync(NetworkStream stream)
        {
            byte[] buffer = new byte[8192];
            string text = "";
            while (await stream.ReadAsync(buffer) is > 0 and int read)
            {
                text += Encoding.ASCII.GetString(buffer, 0, read);
                if (text.StartsWith("POST", StringComparison.Ordinal) && text.Contains("signature=", StringComparison.Ordinal))
                {
                    orders++;
                    return; // taken, and the connection ends without an answer
                }

                if (text.StartsWith("GET", StringComparison.Ordinal) && text.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    const string body = """{"serverTime":1790000000000}""";
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
                    text = "";
                }
            }
        }
    }
}

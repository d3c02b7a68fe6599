using System.Net;

namespace PositionRecovery.Binance;

/// <summary>The client of this process, for whoever brings none.</summary>
internal static class DefaultClient
{
    private static readonly Lazy<HttpClient> Shared = new(Make);

    internal static HttpClient Get() => Shared.Value;

    internal static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false, // a signature is for one address
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // names may come to mean other machines
    };

    // The time limit is the transport's, which knows the clock.
    private static HttpClient Make() => new(Handler()) { Timeout = Timeout.InfiniteTimeSpan };
}

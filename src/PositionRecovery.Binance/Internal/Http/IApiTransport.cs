namespace PositionRecovery.Binance;

/// <summary>Sends calls: signs them, keeps to the request budget, and turns refusals into <see cref="ApiException"/>.
/// Only reads are ever sent twice, see <see cref="ApiTransport"/>.</summary>
internal interface IApiTransport
{
    /// <summary>The server's time, by the offset measured last.</summary>
    DateTimeOffset ServerNow { get; }

    /// <summary>Sends a call when the budget has room for it.</summary>
    /// <exception cref="ApiException">It was refused, or not answered.</exception>
    ValueTask<ApiReply> SendAsync(ApiRequest request, CancellationToken cancellationToken);
}

using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.Exchange;

/// <summary>Who may ask: keys, signatures and the time of a request.</summary>
internal sealed class KeyRing(IReadOnlyList<ExchangeKey> keys)
{
    private const long StandardWindow = 5_000;

    private const long LongestWindow = 60_000;

    private const long MostAhead = 1_000;

    private readonly Dictionary<string, ExchangeKey> _keys = keys.ToDictionary(static k => k.Key, StringComparer.Ordinal);

    /// <summary>Lets a request in, or throws.</summary>
    internal void Admit(ApiRequest request, ApiRoute route, string key)
    {
        if (key.Length == 0)
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, -2014, "API-key format invalid.");
        }

        if (!_keys.TryGetValue(key, out ExchangeKey? known) || (route.IsWrite && !known.CanTrade))
        {
            throw new ApiException(
                StatusCodes.Status401Unauthorized, -2015, "Invalid API-key, IP, or permissions for action.");
        }

        request.Key = known;
        if (route.Security == ApiSecurity.Signed)
        {
            CheckSignature(request.Parameters, known.Secret);
            CheckTime(request);
        }
    }

    private static void CheckSignature(ApiParameters parameters, string secret)
    {
        parameters.Required("timestamp");
        byte[] signed = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(parameters.Payload));
        string sent = parameters.Text("signature") is null ? throw ApiException.Missing("signature")
            : parameters.Signature ?? string.Empty;
        if (!Convert.ToHexStringLower(signed).Equals(sent, StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(-1022, "Signature for this request is not valid.");
        }
    }

    private static void CheckTime(ApiRequest request)
    {
        long sent = request.Parameters.Long("timestamp")!.Value;
        decimal window = request.Parameters.Decimal("recvWindow") ?? StandardWindow;
        if (window is <= 0m or > LongestWindow)
        {
            throw new ApiException(-1131, "recvWindow must be less than 60000.");
        }

        long now = request.Desk.Now.ToUnixTimeMilliseconds();
        if (sent >= now + MostAhead)
        {
            throw new ApiException(
                -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }

        if (now - sent > window)
        {
            throw new ApiException(-1021, "Timestamp for this request is outside of the recvWindow.");
        }

        request.Deadline = DateTimeOffset.FromUnixTimeMilliseconds(sent).AddMilliseconds((double)window);
    }
}

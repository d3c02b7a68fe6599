using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PositionRecovery.Exchange.Tests;

/// <summary>A client that signs as the API wants it, and sends what it is told to, wrong or not.</summary>
internal sealed class Caller(Uri address, ExchangeKey key, Func<DateTimeOffset> now) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    public Caller With(ExchangeKey other) => new(address, other, now);

    public static string Sign(string secret, string payload) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    public Task<Answer> GetAsync(string path, string query = "") => SendAsync("GET", path, query, "", key.Key);

    public Task<Answer> SignedAsync(
        string method, string path, string query = "", long ahead = 0, CancellationToken cancellationToken = default)
    {
        string stamp = "timestamp=" + (now().ToUnixTimeMilliseconds() + ahead).ToString(CultureInfo.InvariantCulture);
        string payload = query.Length == 0 ? stamp : $"{query}&{stamp}";
        return SendAsync(
            method, path, $"{payload}&signature={Sign(key.Secret, payload)}", "", key.Key, cancellationToken);
    }

    public async Task<Answer> SendAsync(
        string method, string path, string query, string body, string? apiKey,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), query.Length == 0 ? path : $"{path}?{query}");
        if (apiKey is not null)
        {
            request.Headers.Add("X-MBX-APIKEY", apiKey);
        }

        if (body.Length > 0)
        {
            string type = path.StartsWith("/control", StringComparison.Ordinal)
                ? "application/json" : "application/x-www-form-urlencoded";
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new Answer(
            response.StatusCode,
            text,
            response.Headers.ToDictionary(
                static h => h.Key, static h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement this[string name] => Json.GetProperty(name);

    /// <summary>The error code; 0 when it is no error.</summary>
    public int Code => Status == HttpStatusCode.OK ? 0 : this["code"].GetInt32();

    public Answer Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status} {Text}");
        return this;
    }
}

internal static class Rows
{
    /// <summary>Some fields of a row.</summary>
    public static string Shown(this JsonElement row, params string[] names) =>
        string.Join(' ', names.Select(n => row.GetProperty(n).ToString()));
}

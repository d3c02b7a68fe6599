using System.Collections.Concurrent;

namespace PositionRecovery.Binance.Tests;

/// <summary>A venue that answers by a script and remembers what it was asked, one second after the other.</summary>
internal sealed class ScriptedApi : IApiTransport
{
    internal static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

    private readonly Dictionary<string, Func<ApiRequest, string>> _script = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ApiRequest> _asked = new();
    private int _calls;

    public DateTimeOffset ServerNow => Start;

    internal IReadOnlyList<ApiRequest> Asked => [.. _asked];

    internal int Weight => _asked.Sum(static r => r.Weight);

    /// <summary>Calls as text: the weight, the path and the parameters; a star before what is not signed.</summary>
    internal IReadOnlyList<string> Lines => [.. _asked.Select(static r =>
        $"{(r.Security == ApiSecurity.Public ? "*" : string.Empty)}{r.Weight} {r.Method} {r.Path}"
        + (r.Parameters.Count == 0 ? string.Empty : "?")
        + string.Join('&', r.Parameters.Select(static p => $"{p.Name}={p.Value}")))];

    internal static string? Value(ApiRequest request, string name) =>
        request.Parameters.Where(p => p.Name == name).Select(static p => p.Value).FirstOrDefault();

    internal static long Number(ApiRequest request, string name) =>
        long.Parse(Value(request, name)!, System.Globalization.CultureInfo.InvariantCulture);

    internal static ApiException Refused(int code) => new("refused") { Code = code };

    internal ScriptedApi On(string pathEnd, string body) => On(pathEnd, _ => body);

    internal ScriptedApi On(string pathEnd, Func<ApiRequest, string> answer)
    {
        _script[pathEnd] = answer;
        return this;
    }

    internal ScriptedApi Fails(string pathEnd, ApiException error) => On(pathEnd, _ => throw error);

    public ValueTask<ApiReply> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _asked.Enqueue(request);
        int call = Interlocked.Increment(ref _calls);
        string name = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        string body = _script.TryGetValue(name, out Func<ApiRequest, string>? answer)
            ? answer(request)
            : throw new InvalidOperationException($"Nobody wrote what {request.Path} answers.");
        return ValueTask.FromResult(new ApiReply(Payload.Utf8(body), Start.AddSeconds(call)));
    }
}

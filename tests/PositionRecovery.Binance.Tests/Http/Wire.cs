using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using PositionRecovery.Testing;

namespace PositionRecovery.Binance.Tests;

/// <summary>The venue's end of the line: keeps what arrives, and answers as told. Times are those of a clock that only
/// the test moves.</summary>
internal sealed class Wire : HttpMessageHandler
{
    internal const string Key = "canary-key-b7Qe";
    internal const string SecretText = "demo-secret-not-real-0001";

    internal static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

    private readonly ConcurrentQueue<Arrival> _all = new();
    private HttpClient? _client;

    internal FakeTimeProvider Clock { get; } = new(Start);

    /// <summary>How far the server's clock is ahead of ours.</summary>
    internal TimeSpan Ahead { get; set; }

    /// <summary>Answers calls other than for the time; <c>{}</c> by default.</summary>
    internal Func<Arrival, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } =
        static (_, _) => Task.FromResult(Reply(200, "{}"));

    /// <summary>What arrived, calls for the time left out.</summary>
    internal IReadOnlyList<Arrival> Calls =>
        [.. _all.Where(static a => !a.Path.EndsWith("/time", StringComparison.Ordinal))];

    internal int TimeCalls => _all.Count - Calls.Count;

    /// <summary>Whether the server fails to tell its time.</summary>
    internal bool HasNoTime { get; set; }

    internal Notes Log { get; } = new();

    internal BinanceOptions Options(BinanceProduct product = BinanceProduct.UsdMarginedFutures) => new()
    {
        Product = product,
        Account = new(product switch
        {
            BinanceProduct.UsdMarginedFutures => "BINANCE-USDM:main",
            BinanceProduct.CoinMarginedFutures => "BINANCE-COINM:main",
            _ => "BINANCE-SPOT:main",
        }),
        ApiKey = Secret.FromText(Key),
        ApiSecret = Secret.FromText(SecretText),
        ChecksKey = false,
        CreateClient = () => _client ??= new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan },
        TimeProvider = Clock,
        LoggerFactory = Log,
    };

    internal void Answers(int status, string body, params (string Name, string Value)[] headers) =>
        Answer = (_, _) => Task.FromResult(Reply(status, body, headers));

    /// <summary>One answer after the other; the last one stays.</summary>
    internal void AnswersInTurn(params (int Status, string Body)[] answers)
    {
        var left = new Queue<(int Status, string Body)>(answers);
        Answer = (_, _) =>
        {
            (int status, string body) = left.Count > 1 ? left.Dequeue() : left.Peek();
            return Task.FromResult(Reply(status, body));
        };
    }

    internal static HttpResponseMessage Reply(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(
            request.Method.Method,
            request.RequestUri!.GetLeftPart(UriPartial.Authority),
            request.RequestUri.PathAndQuery,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Headers.TryGetValues("X-MBX-APIKEY", out IEnumerable<string>? keys) ? keys.Single() : null,
            Clock.GetUtcNow());
        _all.Enqueue(arrival);
        return arrival.Path.EndsWith("/time", StringComparison.Ordinal)
            ? HasNoTime ? Reply(500, "") : Reply(200, $$"""{"serverTime":{{(Clock.GetUtcNow() + Ahead).ToUnixTimeMilliseconds()}}}""")
            : await Answer(arrival, cancellationToken);
    }

    /// <summary>One request, as it came over the line.</summary>
    internal sealed record Arrival(
        string Method, string Host, string PathAndQuery, string Body, string? Key, DateTimeOffset At)
    {
        internal string Path => PathAndQuery.Split('?')[0];

        /// <summary>The parameters as they were sent, wherever they were.</summary>
        internal string Text => Body.Length > 0 ? Body
            : PathAndQuery.Contains('?', StringComparison.Ordinal) ? PathAndQuery.Split('?')[1] : "";

        /// <summary>The same without what differs from call to call.</summary>
        internal string Parameters => string.Join(
            '&', Text.Split('&').TakeWhile(static p => !p.StartsWith("recvWindow=", StringComparison.Ordinal)));

        internal string? this[string name] => Text.Split('&').Select(static p => p.Split('='))
            .FirstOrDefault(p => p[0] == name)?[1];

        /// <summary>Whether the signature is the last parameter, and right.</summary>
        internal bool IsSigned
        {
            get
            {
                string[] parts = Text.Split("&signature=");
                return parts.Length == 2 && parts[1] == new HmacSigner(Secret.FromText(SecretText))
                    .Sign(Encoding.ASCII.GetBytes(parts[0]));
            }
        }
    }

    /// <summary>Keeps what is logged.</summary>
    internal sealed class Notes : ILoggerFactory, ILogger
    {
        internal ConcurrentQueue<string> Lines { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PositionRecovery.Binance;

/// <summary>Makes exceptions of what the venue answered instead of what was asked for, or of its silence. Messages hold
/// the path, the status, the code and the venue's words, shortened; never a parameter, the key or a
/// signature.</summary>
internal static partial class Failures
{
    private const int MaxWords = 200;
    private const int MaxErrorLength = 4_096;
    private static readonly TimeSpan LongestTold = TimeSpan.FromDays(3);

    /// <summary>Texts of the futures with status 503 that promise that nothing was done.</summary>
    private static readonly string[] CertainFailures =
        ["Service Unavailable.", "Internal error; unable to process your request. Please try again."];

    /// <summary>An answer with another status than 200.</summary>
    /// <param name="product">Whose codes they are.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The body, as far as it was read.</param>
    /// <param name="told">How long the headers want us to wait.</param>
    /// <param name="serverNow">The server's time.</param>
    /// <param name="secrets">Texts that must not be quoted.</param>
    internal static ApiException Of(
        BinanceProduct product,
        ApiRequest request,
        HttpStatusCode status,
        ReadOnlyMemory<byte> body,
        TimeSpan? told,
        DateTimeOffset serverNow,
        IEnumerable<string> secrets)
    {
        (int? code, string? said) = Read(body);
        ErrorMeaning meaning = Judge(product, status, code, said);
        string number = code is { } known ? string.Create(CultureInfo.InvariantCulture, $", code {known}") : "";
        string words = said is null ? "" : $" (\"{Words(said, secrets)}\")";
        return new ApiException($"{request.Path}: {meaning.Text}{words}; status {(int)status}{number}.")
        {
            Status = status,
            Code = code,
            Kind = meaning.Kind,
            IsTransient = meaning.IsTransient,
            Execution = meaning.Execution,
            RetryAfter = Cut(told ?? Banned(said, serverNow)),
        };
    }

    /// <summary>Whether the body is an error, whatever its status says.</summary>
    internal static bool IsInDisguise(ReadOnlyMemory<byte> body) =>
        body.Length <= MaxErrorLength && body.Span.TrimStart(" \r\n\t"u8) is [(byte)'{', ..] && Read(body).Code is < 0;

    /// <summary>No answer.</summary>
    internal static ApiException Of(ApiRequest request, Exception thrown)
    {
        HttpRequestError? error = (thrown as HttpRequestException)?.HttpRequestError;

        // A connection that never came about carried nothing.
        bool isUnsent = error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        string what = error is null or HttpRequestError.Unknown ? thrown.GetType().Name : error.Value.ToString();

        // What was thrown is not kept: its text may hold the address with all parameters.
        return new ApiException($"{request.Path}: no answer ({what}).")
        {
            Kind = isUnsent ? ErrorKind.NotSent : ErrorKind.Other,
            IsTransient = true,
            Execution = isUnsent ? ExecutionKnowledge.NotExecuted : ExecutionKnowledge.Unknown,
        };
    }

    internal static ApiException TimedOut(ApiRequest request, TimeSpan after) =>
        new($"{request.Path}: no answer within {after}.") { IsTransient = true };

    internal static ApiException TooLong(ApiRequest request, int most) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{request.Path}: the answer has more than {most} bytes."));

    internal static ApiException TooLate(ApiRequest request) =>
        new($"{request.Path}: not sent, because the time in which it may be sent is over.")
        {
            Kind = ErrorKind.NotSent,
            Execution = ExecutionKnowledge.NotExecuted,
        };

    /// <summary>The code and the words of an error; <c>null</c> where there are none.</summary>
    internal static (int? Code, string? Said) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, null);
            }

            int? code = root.TryGetProperty("code", out JsonElement number) && number.ValueKind == JsonValueKind.Number
                && number.TryGetInt32(out int value) ? value : null;
            string? said = root.TryGetProperty("msg", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? text.GetString() : null;
            return (code, said);
        }
        catch (Exception undecodable) when (undecodable is JsonException or InvalidOperationException)
        {
            // Not what the venue answers with, perhaps not of the venue at all: the status alone counts.
            return (null, null);
        }
    }

    private static ErrorMeaning Judge(BinanceProduct product, HttpStatusCode status, int? code, string? said)
    {
        ErrorMeaning? known = code is { } number ? ErrorTable.Find(product, number, said) : null;
        switch ((int)status)
        {
            case 408:
                return new("time-out inside", ErrorKind.Other, true, ExecutionKnowledge.Unknown);
            case 418:
                return new("banned for too many requests", ErrorKind.Limited, true, ExecutionKnowledge.NotExecuted);
            case 429:
                return new(
                    known?.Text ?? "too many requests", ErrorKind.Limited, true, ExecutionKnowledge.NotExecuted);
            case 451:
                return new(
                    "not offered where this runs", ErrorKind.Unavailable, false, ExecutionKnowledge.NotExecuted);
            case 403 when code is null:
                return new("refused by the firewall", ErrorKind.Limited, true, ExecutionKnowledge.NotExecuted);
            case 401 or 404 when code is null:
                return new("no such call", ErrorKind.Unavailable, false, ExecutionKnowledge.NotExecuted);
            case >= 500:
                bool isCertain = known is { Kind: ErrorKind.Limited } || (product != BinanceProduct.Spot
                    && (int)status == 503 && CertainFailures.Contains(said, StringComparer.OrdinalIgnoreCase));
                return new(
                    known?.Text ?? "trouble inside the venue",
                    isCertain ? ErrorKind.Unavailable : ErrorKind.Other,
                    true,
                    isCertain ? ExecutionKnowledge.NotExecuted : ExecutionKnowledge.Unknown);
            case >= 400 or 200 when code is not null:
                return known ?? new("refused", ErrorKind.Refused, false, ExecutionKnowledge.NotExecuted);
            default:
                return new("an answer that cannot be read", ErrorKind.Other, true, ExecutionKnowledge.Unknown);
        }
    }

    private static TimeSpan? Banned(string? said, DateTimeOffset serverNow) =>
        said is not null && BannedUntil().Match(said) is { Success: true } match
            && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long until)
            ? TimeSpan.FromMilliseconds(Math.Max(0, until - serverNow.ToUnixTimeMilliseconds()))
            : null;

    private static TimeSpan? Cut(TimeSpan? span) => span > LongestTold ? LongestTold : span;

    /// <summary>The venue may quote what it was sent.</summary>
    private static string Words(string said, IEnumerable<string> secrets)
    {
        foreach (string secret in secrets.Where(static s => s.Length > 0))
        {
            said = said.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        }

        said = Parameters().Replace(said, "***");
        return new string(
            [.. said.Take(MaxWords).Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]);
    }

    [GeneratedRegex(@"banned until (\d{10,16})", RegexOptions.IgnoreCase)]
    private static partial Regex BannedUntil();

    // Names with values, as in a query, and whatever is as long as a key.
    [GeneratedRegex(@"\?\S+|\S+=\S+&\S*|signature\S*|[0-9A-Za-z+/%_-]{40,}", RegexOptions.IgnoreCase)]
    private static partial Regex Parameters();
}

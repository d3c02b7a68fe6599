using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PositionRecovery.Binance;

/// <summary>Asks once what the key may do. One that may withdraw is refused for good. When the venue does not tell,
/// that is warned about and asked again a minute later, and meanwhile the account is read: not to know what is open
/// there is the greater danger. Asked by one at a time.</summary>
internal sealed class KeyCheck(
    BinanceOptions options, Func<ApiRequest, CancellationToken, ValueTask<ApiReply>> ask)
{
    internal const string Path = "/sapi/v1/account/apiRestrictions";

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private static readonly Action<ILogger, AccountId, string, Exception?> Concern =
        LoggerMessage.Define<AccountId, string>(
            LogLevel.Warning, new EventId(700, "KeyConcern"), "{Account}: {Concern}");

    private static readonly Action<ILogger, AccountId, Exception?> Unasked = LoggerMessage.Define<AccountId>(
        LogLevel.Information,
        new EventId(701, "KeyNotChecked"),
        "{Account}: what the key may do is not checked; this network has no call for it.");

    private readonly ILogger _log =
        options.LoggerFactory?.CreateLogger("PositionRecovery.Binance") ?? NullLogger.Instance;

    private long _settledUntil = options.ChecksKey ? long.MinValue : long.MaxValue;
    private string? _refusal;

    /// <summary>Whether there is nothing to ask now.</summary>
    internal bool IsSettled => Interlocked.Read(ref _settledUntil) > options.TimeProvider.GetTimestamp();

    /// <summary>Why the key is refused; <c>null</c> when it is not.</summary>
    internal string? Refusal => Volatile.Read(ref _refusal);

    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (IsSettled)
        {
            return;
        }

        if (Addresses.OfKeyCheck(options) is null)
        {
            Interlocked.Exchange(ref _settledUntil, long.MaxValue);
            Unasked(_log, options.Account, null);
            return;
        }

        TimeProvider clock = options.TimeProvider;
        Interlocked.Exchange(
            ref _settledUntil,
            clock.GetTimestamp() + (long)(Again.TotalSeconds * clock.TimestampFrequency));
        try
        {
            ApiReply reply = await ask(
                new ApiRequest { Method = HttpMethod.Get, Path = Path, Weight = 1 }, cancellationToken)
                .ConfigureAwait(false);
            Judge(reply.Body);
        }
        catch (ApiException failed)
        {
            Warn($"What the key may do could not be asked, and is asked again later. {failed.Message}");
        }
    }

    private void Judge(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement rights = document.RootElement;
            if (rights.ValueKind != JsonValueKind.Object || !rights.TryGetProperty("enableWithdrawals", out _))
            {
                Warn("What the key may do was not told in a form that is known; it is asked again later.");
                return;
            }

            Interlocked.Exchange(ref _settledUntil, long.MaxValue);
            bool isBound = Has(rights, "ipRestrict");
            string? refusal = Has(rights, "enableWithdrawals") ? "the key may withdraw: take that right from it"
                : !isBound && options.RequiresIpRestriction ? "the key is not bound to network addresses"
                : null;
            Volatile.Write(ref _refusal, refusal);
            if (!isBound && Refusal is null)
            {
                Warn("The key is not bound to network addresses: whoever has it can use it from anywhere.");
            }

            if (Has(rights, "permitsUniversalTransfer") || Has(rights, "enableInternalTransfer"))
            {
                Warn("The key may transfer between accounts, which nothing here needs.");
            }

            string right = options.Product == BinanceProduct.Spot ? "enableSpotAndMarginTrading" : "enableFutures";
            if (!options.IsReadOnly && !Has(rights, right))
            {
                Warn($"The key may not trade ({right} is off), so that exit orders will be refused.");
            }
        }
        catch (JsonException)
        {
            Warn("What the key may do was told in a form that cannot be read; it is asked again later.");
        }
    }

    private static bool Has(JsonElement rights, string name) =>
        rights.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private void Warn(string concern) => Concern(_log, options.Account, concern, null);
}

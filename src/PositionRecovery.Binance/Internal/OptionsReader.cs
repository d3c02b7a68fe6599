using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace PositionRecovery.Binance;

/// <summary>Reads the options of one account from its section.</summary>
internal static class OptionsReader
{
    private static readonly string[] Known =
    [
        "Product", "Account", "Network", "BaseAddress", "RecvWindow", "RequestTimeout", "MaxWeightShare",
        "MaxReplyBytes", "IsReadOnly", "TriggersByMarkPrice", "ChecksKey", "RequiresIpRestriction", "KeyCheckAddress",
        "ApiKey", "ApiSecret", "ApiKeyVariable", "ApiSecretVariable",
    ];

    private static readonly SettingForm<AccountId?> Account = new(
        "a venue, a colon and a name, such as BINANCE-USDM:main",
        static text => text.All(static c => c is > ' ' and < '\x7f') && text.Length is > 0 and <= 128
            ? (true, new AccountId(text))
            : (false, null));

    private static readonly SettingForm<Uri?> Address = new(
        "an address such as https://localhost:5001",
        static text => (Uri.TryCreate(text, UriKind.Absolute, out Uri? value), value));

    /// <exception cref="ArgumentException">Something is wrong; the message names each.</exception>
    internal static BinanceOptions Read(IConfigurationSection section)
    {
        string[] unknown = [.. section.GetChildren().Select(static c => c.Key)
            .Where(static k => !Known.Contains(k, StringComparer.OrdinalIgnoreCase))];
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"{section.Path} has keys that are not known: {string.Join(", ", unknown)}. There are: "
                + $"{string.Join(", ", Known)}.");
        }

        var reader = new SettingReader(section);
        reader.Need("Product", "one of " + string.Join(", ", Enum.GetNames<BinanceProduct>().Skip(1)));
        reader.Need("Account", Account.Rule);
        BinanceProduct product = reader.Take("Product", SettingForm.Choice<BinanceProduct>(), default);
        AccountId? account = reader.Take("Account", Account, null);
        BinanceNetwork network = reader.Take("Network", SettingForm.Choice<BinanceNetwork>(), BinanceNetwork.Live);
        Uri? baseAddress = reader.Take("BaseAddress", Address, null);
        TimeSpan recvWindow = reader.Take("RecvWindow", SettingForm.Time, TimeSpan.FromSeconds(5));
        TimeSpan requestTimeout = reader.Take("RequestTimeout", SettingForm.Time, TimeSpan.FromSeconds(10));
        decimal share = reader.Take("MaxWeightShare", SettingForm.Amount, 0.9m);
        int maxReplyBytes = reader.Take("MaxReplyBytes", SettingForm.Count, 32 * BinanceOptions.MiB);
        bool isReadOnly = reader.Take("IsReadOnly", SettingForm.Flag, false);
        bool byMark = reader.Take("TriggersByMarkPrice", SettingForm.Flag, false);
        bool checksKey = reader.Take("ChecksKey", SettingForm.Flag, true);
        bool requiresIp = reader.Take("RequiresIpRestriction", SettingForm.Flag, false);
        Uri? keyCheckAddress = reader.Take("KeyCheckAddress", Address, null);
        reader.End(NullLogger.Instance);
        return new BinanceOptions
        {
            Product = product,
            Account = account!.Value,
            ApiKey = ReadSecret(section, "ApiKey"),
            ApiSecret = ReadSecret(section, "ApiSecret"),
            Network = network,
            BaseAddress = baseAddress,
            RecvWindow = recvWindow,
            RequestTimeout = requestTimeout,
            MaxWeightShare = share,
            MaxReplyBytes = maxReplyBytes,
            IsReadOnly = isReadOnly,
            TriggersByMarkPrice = byMark,
            ChecksKey = checksKey,
            RequiresIpRestriction = requiresIp,
            KeyCheckAddress = keyCheckAddress,
        };
    }

    /// <summary>Read past the reader of settings, which quotes what is wrong.</summary>
    private static Secret ReadSecret(IConfigurationSection section, string key)
    {
        string? value = section[key];
        string? variable = section[key + "Variable"];
        return (value, variable) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => throw new ArgumentException(
                $"{section.Path} has both {key} and {key}Variable; one of them must go."),
            ({ Length: > 0 }, _) => Secret.FromText(value),
            (_, { Length: > 0 }) => Secret.FromEnvironment(variable),
            _ => throw new ArgumentException(
                $"{section.Path}:{key} is missing; it must be a text, or {key}Variable must name the environment "
                + "variable that holds it."),
        };
    }
}

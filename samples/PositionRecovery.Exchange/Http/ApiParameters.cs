using System.Globalization;

namespace PositionRecovery.Exchange;

/// <summary>The parameters of a request, of its query and its body. Where both have one, the query wins.</summary>
internal sealed class ApiParameters
{
    private const string SignatureName = "signature=";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    internal ApiParameters(string query, string body)
    {
        foreach (string part in body.Split('&').Concat(query.Split('&')))
        {
            int at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                _values[Decode(part[..at])] = Decode(part[(at + 1)..]);
            }
        }

        (string signed, Signature) = Unsigned(body.Length > 0 && !HasSignature(query) ? body : query);
        Payload = HasSignature(query) ? signed + body : body.Length > 0 ? query + signed : signed;
    }

    /// <summary>What the signature must be of: the query and the body as they were sent, one right after the other.
    /// </summary>
    internal string Payload { get; }

    /// <summary>The signature; <c>null</c> when there is none at the end.</summary>
    internal string? Signature { get; }

    internal bool Has(string name) => Text(name) is not null;

    /// <summary>A value; <c>null</c> when it was not sent or is empty.</summary>
    internal string? Text(string name) =>
        _values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    internal string Required(string name) => Text(name) ?? throw ApiException.Missing(name);

    internal long? Long(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
        : throw ApiException.Missing(name);

    internal decimal? Decimal(string name) => Text(name) is not { } text ? null
        : decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out decimal value) ? value
        : throw ApiException.Missing(name);

    internal decimal RequiredDecimal(string name) => Decimal(name) ?? throw ApiException.Missing(name);

    internal bool Flag(string name) => Text(name) switch
    {
        null => false,
        { } text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        { } text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw ApiException.Missing(name),
    };

    private static bool HasSignature(string text) => text.StartsWith(SignatureName, StringComparison.Ordinal)
        || text.Contains("&" + SignatureName, StringComparison.Ordinal);

    private static (string Text, string? Signature) Unsigned(string text)
    {
        int at = text.LastIndexOf(SignatureName, StringComparison.Ordinal);
        bool isLast = at == 0 || (at > 0 && text[at - 1] == '&');
        string signature = isLast ? text[(at + SignatureName.Length)..] : string.Empty;
        return isLast && !signature.Contains('&', StringComparison.Ordinal)
            ? (text[..Math.Max(0, at - 1)], Decode(signature))
            : (text, null);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

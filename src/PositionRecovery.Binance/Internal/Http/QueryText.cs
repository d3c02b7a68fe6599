using System.Globalization;
using System.Text;

namespace PositionRecovery.Binance;

/// <summary>The text of the parameters: encoded once, in the order given, then signed and sent as it is.</summary>
internal static class QueryText
{
    internal static string Of(IEnumerable<(string Name, string Value)> parameters)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in parameters)
        {
            text.Append(text.Length == 0 ? "" : "&")
                .Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    /// <summary>With time stamp and, last, the signature.</summary>
    internal static string Signed(
        IEnumerable<(string Name, string Value)> parameters,
        TimeSpan recvWindow,
        DateTimeOffset timestamp,
        ISigner signer)
    {
        string payload = Of(
        [
            .. parameters,
            ("recvWindow", Whole(recvWindow.Ticks / TimeSpan.TicksPerMillisecond)),
            ("timestamp", Whole(timestamp.ToUnixTimeMilliseconds())),
        ]);
        return $"{payload}&signature={Uri.EscapeDataString(signer.Sign(Encoding.ASCII.GetBytes(payload)))}";
    }

    internal static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Plain digits, without an exponent and without zeros at the end.</summary>
    internal static string Number(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);
}

using System.Text;

namespace PositionRecovery.Binance;

/// <summary>The header that names the key.</summary>
internal static class KeyHeader
{
    internal const string Name = "X-MBX-APIKEY";

    /// <exception cref="ArgumentException">It has characters that no header can have. The message does not hold it.
    /// </exception>
    internal static string Of(Secret key)
    {
        string[] text = [""];
        key.Use(text, static (bytes, to) => to[0] = Encoding.UTF8.GetString(bytes));
        return text[0].All(static c => c is > ' ' and < '\x7f')
            ? text[0]
            : throw new ArgumentException(
                $"{nameof(BinanceOptions)}.{nameof(BinanceOptions.ApiKey)} has a space, an end of line or another "
                + "character that no key has.",
                nameof(key));
    }
}

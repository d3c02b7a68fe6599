using System.Text;

namespace PositionRecovery.Binance;

/// <summary>The words that are in nearly every row, so that they are not made anew each time. A word that is not in it
/// is as good.</summary>
internal static class WordTable
{
    private const int Size = 256;

    private static readonly (byte[] Utf8, string Text)[][] Buckets = Build(
    [
        "NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "REJECTED", "EXPIRED", "EXPIRED_IN_MATCH", "TRIGGERING",
        "TRIGGERED", "FINISHED", "LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET",
        "TRAILING_STOP_MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT", "LIMIT_MAKER", "GTC", "IOC",
        "FOK", "GTX", "GTD", "GTE_GTC", "BOTH", "LONG", "SHORT", "BUY", "SELL", "cross", "isolated", "TRANSFER",
        "REALIZED_PNL", "FUNDING_FEE", "COMMISSION", "PRICE_FILTER", "LOT_SIZE",
    ]);

    internal static string? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 0)
        {
            foreach ((byte[] word, string text) in Buckets[Bucket(utf8)])
            {
                if (utf8.SequenceEqual(word))
                {
                    return text;
                }
            }
        }

        return null;
    }

    private static int Bucket(ReadOnlySpan<byte> utf8) =>
        ((utf8.Length * 31) + (utf8[0] * 7) + (utf8[^1] * 3) + utf8[utf8.Length / 2]) % Size;

    private static (byte[] Utf8, string Text)[][] Build(string[] words)
    {
        var buckets = new List<(byte[] Utf8, string Text)>[Size];
        foreach (string word in words)
        {
            byte[] utf8 = Encoding.ASCII.GetBytes(word);
            (buckets[Bucket(utf8)] ??= []).Add((utf8, word));
        }

        return [.. buckets.Select(static b => b?.ToArray() ?? [])];
    }
}

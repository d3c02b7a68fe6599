using System.Globalization;
using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Fields and values of a hash as rows.</summary>
internal static class Rows
{
    private const int MaxKey = 1024;

    internal static void Add(List<StateRow> rows, RowKind kind, RedisResult fieldsAndValues)
    {
        var values = (RedisValue[])fieldsAndValues!;
        rows.EnsureCapacity(rows.Count + (values.Length / 2));
        for (int i = 0; i + 1 < values.Length; i += 2)
        {
            rows.Add(Row(kind, values[i]!, (byte[]?)values[i + 1] ?? []));
        }
    }

    private static StateRow Row(RowKind kind, string key, byte[] payload)
    {
        try
        {
            return new StateRow { Kind = kind, Key = key, Payload = payload };
        }
        catch (ArgumentException)
        {
            // Nobody here wrote that key. Under a key that can be shown the row fails its check, and is reported
            // instead of lost.
            return new StateRow { Kind = kind, Key = Shown(key), Payload = payload };
        }
    }

    private static string Shown(string key)
    {
        char[] shown = [.. key.Take(MaxKey).Select(static c => char.IsControl(c) ? '\uFFFD' : c)];
        if (shown.Length == 0)
        {
            return "(empty)";
        }

        // Cutting may leave half of a surrogate pair at the end.
        shown[^1] = char.IsHighSurrogate(shown[^1]) ? '\uFFFD' : shown[^1];
        return new string(shown);
    }

    internal static long Number(RedisResult value) =>
        long.TryParse((string?)value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}

using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Reads the journal page by page; a page is bounded by records and, going by the one before, by
/// bytes.</summary>
internal sealed class JournalReader(RedisLink link, TraderKeys keys)
{
    private const int FirstPage = 100;

    private const int MaxPage = 2000;

    private const long PageBytes = 4L * 1024 * 1024;

    internal async IAsyncEnumerable<JournalRecord> ReadAsync(
        JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string from = Id(range.From);
        string to = range.To is { } last ? Id(last) : "+";
        int size = FirstPage;
        while (range.To is null || range.To >= range.From)
        {
            cancellationToken.ThrowIfCancellationRequested();
            object[] arguments = [keys.Journal, from, to, "COUNT", size];
            RedisResult answer = await link.AskAsync(
                "Read journal",
                (_, database) => database.ExecuteAsync("XRANGE", arguments, CommandFlags.DemandMaster),
                cancellationToken).ConfigureAwait(false);
            var page = (RedisResult[])answer!;
            long bytes = 0;
            foreach (RedisResult entry in page)
            {
                JournalRecord record = Record((RedisResult[])entry!);
                bytes += record.Payload.Length;
                yield return record;
            }

            if (page.Length < size)
            {
                yield break;
            }

            from = After((string)((RedisResult[])page[^1]!)[0]!);
            size = (int)Math.Clamp(PageBytes / Math.Max(1, bytes / page.Length), 1, MaxPage);
        }
    }

    // What is not as it was written is handed out all the same: the hash chain shows it, and shows where.
    private static JournalRecord Record(RedisResult[] entry)
    {
        (ulong sequence, _) = Parts((string)entry[0]!);
        var fields = (RedisValue[])entry[1]!;
        return new JournalRecord
        {
            Sequence = (long)Math.Min(sequence, long.MaxValue), Payload = Field(fields, "p"), Hash = Field(fields, "h"),
        };
    }

    private static byte[] Field(RedisValue[] fields, string name)
    {
        for (int i = 0; i + 1 < fields.Length; i += 2)
        {
            if (fields[i] == name)
            {
                return (byte[]?)fields[i + 1] ?? [];
            }
        }

        return [];
    }

    private static string Id(long sequence) => sequence.ToString(CultureInfo.InvariantCulture) + "-0";

    private static string After(string id)
    {
        (ulong sequence, ulong part) = Parts(id);
        return part == ulong.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{sequence + 1}-0")
            : string.Create(CultureInfo.InvariantCulture, $"{sequence}-{part + 1}");
    }

    private static (ulong Sequence, ulong Part) Parts(string id)
    {
        int dash = id.IndexOf('-', StringComparison.Ordinal);
        return (ulong.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture),
            ulong.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}

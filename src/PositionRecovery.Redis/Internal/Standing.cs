using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Where a trader stands in the server, with its rows when they were few.</summary>
internal sealed class Standing
{
    /// <summary>The form of what is stored; a server that holds a newer one is left alone.</summary>
    internal const int Schema = 1;

    private const int HeadFields = 6;

    internal long Sequence { get; private init; }

    internal long Epoch { get; private init; }

    /// <summary>How many commits changed anything: moves on where a sequence does not.</summary>
    internal long Commits { get; private init; }

    /// <summary>How many rows of each kind there are.</summary>
    internal IReadOnlyList<long> Counts { get; private init; } = [];

    /// <summary>All rows; <c>null</c> when they are many.</summary>
    internal IReadOnlyList<StateRow>? Rows { get; private init; }

    internal static Standing Of(RedisResult answer)
    {
        var parts = (RedisResult[])answer!;
        Check(Redis.Rows.Number(parts[0]), Redis.Rows.Number(parts[4]));
        int kinds = TraderKeys.Kinds.Count;
        return new Standing
        {
            Sequence = Redis.Rows.Number(parts[1]),
            Epoch = Redis.Rows.Number(parts[2]),
            Commits = Redis.Rows.Number(parts[3]),
            Counts = [.. parts.Skip(HeadFields).Take(kinds).Select(static part => (long)part)],
            Rows = Redis.Rows.Number(parts[5]) == 1 ? AllRows(parts.AsSpan(HeadFields + kinds)) : null,
        };
    }

    internal static StoreException Newer(string schema) =>
        new($"The trader's data has the schema {schema} and this version knows {Schema}: a newer version wrote it. "
            + "Nothing was changed.");

    private static void Check(long schema, long newestKind)
    {
        if (schema > Schema)
        {
            throw Newer(schema.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (newestKind > (long)TraderKeys.Kinds.Max())
        {
            // Their keys are not known here, and leaving them out would be silent.
            throw new StoreException(
                $"The trader has rows of the kind {newestKind}, which this version does not know: a newer version "
                + "wrote them.");
        }
    }

    private static List<StateRow> AllRows(ReadOnlySpan<RedisResult> kinds)
    {
        var rows = new List<StateRow>();
        for (int i = 0; i < kinds.Length; i++)
        {
            Redis.Rows.Add(rows, TraderKeys.Kinds[i], kinds[i]);
        }

        return rows;
    }
}

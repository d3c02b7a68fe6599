using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PositionRecovery.Testing;

/// <summary>Rows and records that cases write, and what they should look like when read.</summary>
internal static class Sample
{
    internal static StateRow Row(string key, params byte[] payload) => Row(RowKind.Order, key, payload);

    internal static StateRow Row(RowKind kind, string key, params byte[] payload) =>
        new() { Kind = kind, Key = key, Payload = payload };

    internal static StateRow Deletion(string key, RowKind kind = RowKind.Order) =>
        new() { Kind = kind, Key = key, Payload = null };

    /// <summary>A number as a payload.</summary>
    internal static byte[] Number(long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    internal static long Number(ReadOnlyMemory<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes.Span);

    /// <summary>Bytes without a pattern a store could compress or mistake for text; the same for the same seed.
    /// </summary>
    internal static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        byte[] block = Number(seed);
        for (int at = 0; at < length; at += block.Length)
        {
            block = SHA256.HashData(block);
            block.AsSpan(0, Math.Min(block.Length, length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    internal static JournalRecord Record(long sequence, byte[]? payload = null)
    {
        byte[] bytes = payload ?? Number(sequence);
        return new JournalRecord { Sequence = sequence, Payload = bytes, Hash = SHA256.HashData(bytes) };
    }

    internal static StoreCommit Commit(long expected, int records, params StateRow[] rows) => new()
    {
        ExpectedSequence = expected,
        Rows = rows,
        Journal = [.. Enumerable.Range(1, records).Select(n => Record(expected + n))],
    };

    internal static void SameRows(IReadOnlyList<StateRow> expected, IReadOnlyList<StateRow> found)
    {
        Claim.Same(expected.Count, found.Count, "The number of rows");
        var byKey = new Dictionary<(RowKind, string), StateRow>(found.Count);
        foreach (StateRow row in found)
        {
            Claim.That(byKey.TryAdd((row.Kind, row.Key), row), $"The {row.Kind} row '{row.Key}' was read twice.");
        }

        foreach (StateRow row in expected)
        {
            Claim.That(byKey.TryGetValue((row.Kind, row.Key), out StateRow? same), $"{Name(row)} is missing.");
            Claim.That(same!.Payload is not null, $"{Name(row)} was read without a payload.");
            Claim.Bytes(row.Payload!.Value, same.Payload!.Value, Name(row));
        }
    }

    internal static void SameRecords(IReadOnlyList<JournalRecord> expected, IReadOnlyList<JournalRecord> found)
    {
        Claim.Same(expected.Count, found.Count, "The number of records read");
        foreach ((JournalRecord wrote, JournalRecord read) in expected.Zip(found))
        {
            Claim.Same(wrote.Sequence, read.Sequence, "The sequence of a record");
            Claim.Bytes(wrote.Payload, read.Payload, $"The payload of record {wrote.Sequence}");
            Claim.Bytes(wrote.Hash, read.Hash, $"The hash of record {wrote.Sequence}");
        }
    }

    private static string Name(StateRow row) =>
        $"The {row.Kind} row '{(row.Key.Length > 40 ? row.Key[..40] + "…" : row.Key)}'";
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.CrashWriter;

/// <summary>What a writer commits, and how to see afterwards that it is whole: every row carries the sequence its commit
/// leads to, and each commit adds or removes a row.</summary>
public static class WriterBatch
{
    /// <summary>Records of each commit.</summary>
    public const int Records = 3;

    private const int Rows = 12;

    public static StoreCommit After(long sequence, string owner)
    {
        long next = sequence + Records;
        StateRow extra = Row("extra", HasExtra(next) ? next : null);
        return new StoreCommit
        {
            ExpectedSequence = sequence,
            Rows = [.. Enumerable.Range(0, Rows).Select(n => Row($"row {n}", next)), extra],
            Journal = [.. Enumerable.Range(1, Records).Select(n => Record(sequence + n, owner))],
        };
    }

    /// <summary>What is wrong with a state that writers left; <c>null</c> when nothing is.</summary>
    public static string? FindFault(StoredState state)
    {
        int expected = state.Sequence == 0 ? 0 : Rows + (HasExtra(state.Sequence) ? 1 : 0);
        return state.Sequence % Records != 0 ? $"Half a commit: the sequence is {state.Sequence}."
            : state.Rows.Count != expected ? $"{state.Rows.Count} rows at sequence {state.Sequence}, not {expected}."
            : state.Rows.Select(NumberOf).FirstOrDefault(number => number != state.Sequence, state.Sequence) is var other
                && other != state.Sequence ? $"A row of commit {other} at sequence {state.Sequence}."
            : null;
    }

    /// <summary>What is wrong with a record; <c>null</c> when nothing is.</summary>
    public static string? FindFault(JournalRecord record, long expected) =>
        record.Sequence != expected ? $"Record {record.Sequence} where {expected} is due."
            : BinaryPrimitives.ReadInt64BigEndian(record.Payload.Span) != expected ? $"Record {expected} has other bytes."
            : !SHA256.HashData(record.Payload.Span).AsSpan().SequenceEqual(record.Hash.Span)
                ? $"Record {expected} and its hash are of different commits."
            : null;

    /// <summary>Who wrote a record.</summary>
    public static string OwnerOf(JournalRecord record) => Encoding.UTF8.GetString(record.Payload.Span[sizeof(long)..]);

    private static bool HasExtra(long sequence) => sequence / Records % 2 == 1;

    private static long NumberOf(StateRow row) => BinaryPrimitives.ReadInt64BigEndian(row.Payload!.Value.Span);

    private static StateRow Row(string key, long? number)
    {
        if (number is null)
        {
            return new StateRow { Kind = RowKind.Order, Key = key, Payload = null };
        }

        byte[] payload = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(payload, number.Value);
        return new StateRow { Kind = RowKind.Order, Key = key, Payload = payload };
    }

    private static JournalRecord Record(long sequence, string owner)
    {
        byte[] payload = [.. new byte[sizeof(long)], .. Encoding.UTF8.GetBytes(owner)];
        BinaryPrimitives.WriteInt64BigEndian(payload, sequence);
        return new JournalRecord { Sequence = sequence, Payload = payload, Hash = SHA256.HashData(payload) };
    }
}

using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.Redis.Tests;

internal static class Samples
{
    private static int _traders;

    public static TraderId NewTrader() => new($"desk-{Interlocked.Increment(ref _traders)}");

    public static OpenRequest Request(
        TraderId trader, string owner = "first", TimeSpan? lease = null, bool takeOver = false) =>
        new() { Trader = trader, Owner = owner, LeaseTime = lease ?? TimeSpan.FromHours(1), TakeOver = takeOver };

    public static async Task<StoreLease> LeaseAsync(IPositionStore store, TraderId trader)
    {
        OpenResult opened = await store.OpenAsync(Request(trader), CancellationToken.None);
        return opened.Lease ?? throw new InvalidOperationException($"{opened.CurrentOwner} has {trader}.");
    }

    public static StoreCommit Commit(long expected, int records, params StateRow[] rows) => new()
    {
        ExpectedSequence = expected,
        Rows = rows,
        Journal = [.. Enumerable.Range(1, records).Select(n => Record(expected + n))],
    };

    public static StateRow Row(string key, string text, RowKind kind = RowKind.Order) =>
        new() { Kind = kind, Key = key, Payload = Encoding.UTF8.GetBytes(text) };

    public static StateRow Deletion(string key) => new() { Kind = RowKind.Order, Key = key, Payload = null };

    public static JournalRecord Record(long sequence)
    {
        byte[] payload = Encoding.UTF8.GetBytes($"record {sequence}");
        return new() { Sequence = sequence, Payload = payload, Hash = SHA256.HashData(payload) };
    }

    public static string Text(StateRow row) => Encoding.UTF8.GetString(row.Payload!.Value.Span);

    /// <summary>The rows as <c>kind key=text</c>, in order.</summary>
    public static string[] Texts(StoredState state) =>
        [.. state.Rows.Select(row => $"{row.Kind} {row.Key}={Text(row)}").Order(StringComparer.Ordinal)];

    public static async Task<List<JournalRecord>> JournalAsync(IPositionStore store, TraderId trader)
    {
        List<JournalRecord> records = [];
        await foreach (JournalRecord record in
            store.ReadJournalAsync(trader, JournalRange.All, CancellationToken.None))
        {
            records.Add(record);
        }

        return records;
    }
}

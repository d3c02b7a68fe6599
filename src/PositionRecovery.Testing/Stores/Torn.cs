namespace PositionRecovery.Testing;

/// <summary>What is left of something torn.</summary>
internal static class Torn
{
    internal static StoreCommit Commit(StoreCommit commit) => new()
    {
        ExpectedSequence = commit.ExpectedSequence,
        Rows = [.. commit.Rows.Take(commit.Rows.Count / 2)],
        Journal = [.. commit.Journal.SkipLast(1), .. commit.Journal.TakeLast(1).Select(Record)],
    };

    internal static JournalRecord Record(JournalRecord record) => new()
    {
        Sequence = record.Sequence,
        Payload = record.Payload[..(record.Payload.Length / 2)],
        Hash = record.Hash,
    };
}

using System.Globalization;
using StackExchange.Redis;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>Rows and records by one script for each commit, which checks nothing.</summary>
internal sealed class RedisRawWriter(IDatabase database, string prefix) : IRawWriter
{
    /// <summary>KEYS: the journal, the hashes. ARGV: number of records, id payload hash of each, and for each hash twice
    /// the number of rows, key payload of each.</summary>
    private const string Script = """
        local at = 2
        for i = 1, tonumber(ARGV[1]) do
            redis.call('XADD', KEYS[1], ARGV[at], 'p', ARGV[at + 1], 'h', ARGV[at + 2])
            at = at + 3
        end
        for i = 2, #KEYS do
            local stop = at + 1 + tonumber(ARGV[at])
            at = at + 1
            while at < stop do
                local upto = math.min(at + 2000, stop)
                redis.call('HSET', KEYS[i], unpack(ARGV, at, upto - 1))
                at = upto
            end
        end
        """;

    public Func<Task> Prepare(StoreCommit commit)
    {
        List<RedisKey> keys = [prefix + "journal"];
        List<RedisValue> values = [commit.Journal.Count];
        foreach (JournalRecord record in commit.Journal)
        {
            values.Add(record.Sequence.ToString(CultureInfo.InvariantCulture) + "-0");
            values.Add(record.Payload.ToArray());
            values.Add(record.Hash.ToArray());
        }

        foreach (IGrouping<RowKind, StateRow> kind in commit.Rows
            .Where(static row => row.Payload is not null).GroupBy(static row => row.Kind))
        {
            keys.Add(prefix + kind.Key);
            values.Add(2 * kind.Count());
            foreach (StateRow row in kind)
            {
                values.Add(row.Key);
                values.Add(row.Payload!.Value.ToArray());
            }
        }

        (RedisKey[] where, RedisValue[] what) = ([.. keys], [.. values]);
        return () => database.ScriptEvaluateAsync(Script, where, what);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

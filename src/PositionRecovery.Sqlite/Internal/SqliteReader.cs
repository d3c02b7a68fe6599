using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>A connection that reads, beside the one that writes.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int PageRecords = 512;

    private const int PageBytes = 4 * 1024 * 1024;

    private const string IntegrityQuery = """
        SELECT 'the journal of ' || t.trader || ' has ' || count(j.sequence) || ' records from '
               || coalesce(min(j.sequence), 0) || ' to ' || coalesce(max(j.sequence), 0)
               || '; the trader is at ' || t.sequence
        FROM trader t LEFT JOIN journal j USING (trader)
        GROUP BY t.trader
        HAVING count(j.sequence) <> t.sequence OR coalesce(max(j.sequence), 0) <> t.sequence
        UNION ALL
        SELECT DISTINCT 'there are rows of ' || trader || ', which is no trader'
        FROM state_row WHERE trader NOT IN (SELECT trader FROM trader)
        UNION ALL
        SELECT DISTINCT 'there is a journal of ' || trader || ', which is no trader'
        FROM journal WHERE trader NOT IN (SELECT trader FROM trader)
        """;

    private readonly string _path;

    private readonly SqliteLink _link;

    private readonly SqliteCommand _version;

    private readonly SqliteCommand _trader;

    private readonly SqliteCommand _rows;

    private readonly SqliteCommand _journal;

    internal SqliteReader(SqliteLink link, string path)
    {
        _path = path;
        _link = link;
        _version = link.Prepare("PRAGMA user_version");
        _trader = link.Prepare("SELECT sequence, epoch FROM trader WHERE trader = $t", "$t");
        _rows = link.Prepare("SELECT kind, key, payload FROM state_row WHERE trader = $t", "$t");
        _journal = link.Prepare(
            "SELECT sequence, payload, hash FROM journal WHERE trader = $t AND sequence BETWEEN $from AND $to "
            + "ORDER BY sequence LIMIT $limit",
            "$t", "$from", "$to", "$limit");
        _journal.Parameters[3].Value = PageRecords;
    }

    internal long Version() => Convert.ToInt64(_version.ExecuteScalar(), CultureInfo.InvariantCulture);

    /// <summary>A trader as of one sequence.</summary>
    internal StoredState Load(string trader, CancellationToken cancellationToken)
    {
        _link.Run("BEGIN");
        try
        {
            (long sequence, long epoch) = Find(trader);
            List<StateRow> rows = Rows(trader, cancellationToken);
            return new StoredState { Sequence = sequence, Epoch = epoch, Rows = rows };
        }
        finally
        {
            _link.Rollback();
        }
    }

    /// <summary>The next records, up to a page.</summary>
    /// <returns>Nothing after the end.</returns>
    internal List<JournalRecord> Page(string trader, long from, long to)
    {
        _journal.Parameters[0].Value = trader;
        _journal.Parameters[1].Value = from;
        _journal.Parameters[2].Value = to;
        var page = new List<JournalRecord>();
        using SqliteDataReader reader = _journal.ExecuteReader();
        for (long bytes = 0; bytes < PageBytes && reader.Read();)
        {
            byte[] payload = reader.GetFieldValue<byte[]>(1);
            bytes += payload.Length;
            long sequence = reader.GetInt64(0);
            if (sequence != from + page.Count)
            {
                throw new StoreException($"The journal of '{trader}' in '{_path}' lacks record {from + page.Count}: "
                    + "the file was changed or is damaged. Keep it, and restore a backup.")
                { IsDamage = true };
            }

            page.Add(new JournalRecord
            {
                Sequence = sequence, Payload = payload, Hash = reader.GetFieldValue<byte[]>(2),
            });
        }

        return page;
    }

    /// <summary>What is wrong with the file and with what its tables say of each other.</summary>
    internal IReadOnlyList<string> CheckIntegrity()
    {
        var found = new List<string>();
        try
        {
            Collect(found, "PRAGMA integrity_check");
            found.Remove("ok");
            if (found.Count == 0)
            {
                Collect(found, IntegrityQuery);
            }
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode == raw.SQLITE_CORRUPT)
        {
            found.Add(damage.Message);
        }

        return found;
    }

    public void Dispose()
    {
        _version.Dispose();
        _trader.Dispose();
        _rows.Dispose();
        _journal.Dispose();
        _link.Dispose();
    }

    private (long Sequence, long Epoch) Find(string trader)
    {
        _trader.Parameters[0].Value = trader;
        using SqliteDataReader reader = _trader.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : (0, 0);
    }

    private List<StateRow> Rows(string trader, CancellationToken cancellationToken)
    {
        _rows.Parameters[0].Value = trader;
        var rows = new List<StateRow>();
        using SqliteDataReader reader = _rows.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(Row(reader));
        }

        return rows;
    }

    private StateRow Row(SqliteDataReader reader)
    {
        RowKind kind = RowKinds.Parse(reader.GetString(0), _path);
        string key = reader.GetString(1);
        try
        {
            return new StateRow { Kind = kind, Key = key, Payload = reader.GetFieldValue<byte[]>(2) };
        }
        catch (ArgumentException impossible)
        {
            throw new StoreException(
                $"The database '{_path}' has a {kind} row with a key that nobody can have written: the file was "
                + "changed or is damaged. Keep it, and restore a backup.", impossible)
            { IsDamage = true };
        }
    }

    private void Collect(List<string> found, string sql)
    {
        using SqliteCommand command = _link.Prepare(sql);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }
    }
}

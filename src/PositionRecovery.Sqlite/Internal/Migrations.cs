namespace PositionRecovery.Sqlite;

/// <summary>What the tables look like, as steps. A step that was released never changes; the number of the last one
/// applied is the database's <c>user_version</c>.</summary>
internal static class Migrations
{
    /// <summary>"PREC": tells our databases from those of other programs.</summary>
    internal const int ApplicationId = 0x50524543;

    /// <summary>The version this code writes.</summary>
    internal static int Current => Steps.Count;

    /// <summary>Step n leads to version n + 1.</summary>
    internal static IReadOnlyList<string> Steps { get; } = [Tables, Views];

    private const string Tables = """
        -- A trader, where its journal ends, and who has it until when (microseconds since 1970; null: released).
        CREATE TABLE trader (
            trader TEXT NOT NULL PRIMARY KEY CHECK (typeof(trader) = 'text'),
            sequence INTEGER NOT NULL CHECK (typeof(sequence) = 'integer' AND sequence >= 0),
            epoch INTEGER NOT NULL CHECK (typeof(epoch) = 'integer' AND epoch >= 1),
            owner TEXT NOT NULL CHECK (typeof(owner) = 'text'),
            lease_ends INTEGER CHECK (typeof(lease_ends) IN ('integer', 'null'))
        ) WITHOUT ROWID;

        -- What is, as of that sequence.
        CREATE TABLE state_row (
            trader TEXT NOT NULL CHECK (typeof(trader) = 'text'),
            kind TEXT NOT NULL CHECK (typeof(kind) = 'text'),
            key TEXT NOT NULL CHECK (typeof(key) = 'text'),
            payload BLOB NOT NULL CHECK (typeof(payload) = 'blob'),
            PRIMARY KEY (trader, kind, key)
        ) WITHOUT ROWID;

        -- What happened.
        CREATE TABLE journal (
            trader TEXT NOT NULL CHECK (typeof(trader) = 'text'),
            sequence INTEGER NOT NULL CHECK (typeof(sequence) = 'integer' AND sequence >= 1),
            payload BLOB NOT NULL CHECK (typeof(payload) = 'blob'),
            hash BLOB NOT NULL CHECK (typeof(hash) = 'blob' AND length(hash) = 32),
            PRIMARY KEY (trader, sequence)
        ) WITHOUT ROWID;
        """;

    private const string Views = """
        -- For people who look with sqlite3; the library reads none of them.
        CREATE VIEW lease AS
            SELECT trader, sequence, epoch, owner,
                   strftime('%Y-%m-%d %H:%M:%f', lease_ends / 1e6, 'unixepoch') AS lasts_until,
                   CASE WHEN lease_ends IS NULL THEN 'released'
                        WHEN lease_ends / 1e6 > (julianday('now') - 2440587.5) * 86400 THEN 'held'
                        ELSE 'expired' END AS status
            FROM trader;

        CREATE VIEW content AS
            SELECT trader, kind, count(*) AS rows, sum(length(payload)) AS bytes
            FROM state_row GROUP BY trader, kind
            UNION ALL
            SELECT trader, 'journal', count(*), sum(length(payload)) FROM journal GROUP BY trader;
        """;
}

namespace PositionRecovery.Sqlite;

/// <summary>Where a <see cref="SqlitePositionStore"/> keeps its file.</summary>
/// <remarks>A wrong path must not look like an engine that never traded. So nothing but
/// <see cref="IPositionStore.OpenAsync"/> makes a file; it makes one only in a directory that exists, says so in
/// <see cref="OpenResult.Warnings"/>, and never does with <see cref="MustExist"/>.</remarks>
public sealed class SqliteStoreOptions
{
    /// <summary>The database file, on a disk of this machine; a relative path counts from the current directory at the
    /// time the store is made. Beside it SQLite keeps files with <c>-wal</c> and <c>-shm</c> at the end of their names,
    /// which belong to it.</summary>
    public required string Path { get; init; }

    /// <summary>Whether a missing or empty file is an error, as it is for an engine that traded before; default
    /// <c>false</c>: a missing file is made, readable and writable for its owner only.</summary>
    public bool MustExist { get; init; }

    /// <summary>Whether a missing directory is made too, open to its owner only; default <c>false</c>: it is an error.
    /// </summary>
    public bool CreateDirectory { get; init; }

    /// <summary>How long to wait for another process that writes to the file; default 5 seconds, at most a minute.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock that leases expire by; default the machine's. A file is local, so all who use it share that
    /// clock; one that is set back makes a dead owner's lease last longer, never gives a trader to two.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

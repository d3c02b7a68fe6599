using PositionRecovery.Redis;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Sample;

/// <summary>Where state is kept, as it is typed: <c>sqlite:PATH</c> or <c>redis:CONFIGURATION</c>.</summary>
internal static class StoreAddress
{
    /// <summary>Names the SQLite file where no store is typed.</summary>
    public const string PathVariable = "DB_PATH";

    /// <summary>The store at an address. Does no I/O.</summary>
    /// <param name="address">The address; <c>null</c> for the file that <see cref="PathVariable"/> names.</param>
    /// <param name="mayMake">Whether a missing SQLite file may be made. Looking never makes one.</param>
    /// <exception cref="BadUsageException">It is no address.</exception>
    public static IPositionStore Connect(string? address, bool mayMake)
    {
        string place = address
            ?? (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path
                ? $"sqlite:{path}"
                : throw new BadUsageException($"--store is needed, or the environment variable {PathVariable}."));
        int colon = place.IndexOf(':', StringComparison.Ordinal);
        (string kind, string where) = colon < 1 ? (place, string.Empty) : (place[..colon], place[(colon + 1)..]);
        if (where.Length == 0)
        {
            throw new BadUsageException(
                $"--store: '{place}' is no store; write it like sqlite:state/desk-7.db or redis:localhost:6379.");
        }

        return kind switch
        {
            "sqlite" => new SqlitePositionStore(new SqliteStoreOptions { Path = where, MustExist = !mayMake }),
            "redis" => new RedisPositionStore(new RedisStoreOptions { Configuration = where }),
            _ => throw new BadUsageException($"--store: '{kind}' is no kind of store; sqlite and redis are."),
        };
    }
}

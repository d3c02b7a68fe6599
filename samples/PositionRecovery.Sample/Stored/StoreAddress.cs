using System.Globalization;
using PositionRecovery.Redis;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Sample;

/// <summary>Where traders live, in the words of the command line: <c>sqlite:PATH</c> or
/// <c>redis:HOST:PORT[,OPTIONS]</c>.</summary>
internal sealed class StoreAddress
{
    public const string PathVariable = "DB_PATH";

    public const string PasswordVariable = "REDIS_PASSWORD";

    private const string Sqlite = "sqlite";

    private const string Redis = "redis";

    private readonly Func<bool, bool, IPositionStore> _make;

    private StoreAddress(string name, string? file, Func<bool, bool, IPositionStore> make) =>
        (Name, File, _make) = (name, file, make);

    /// <summary>How to call it in messages: without options, since a key could be among them.</summary>
    public string Name { get; }

    /// <summary>The file it is; <c>null</c> for a server.</summary>
    public string? File { get; }

    /// <param name="text">What was typed; <c>null</c> when nothing was.</param>
    /// <exception cref="BadUsageException">It names no store.</exception>
    public static StoreAddress Parse(string? text)
    {
        (string kind, string rest) = (text ?? Sqlite).Split(':', 2) is [var before, var after]
            ? (before, after)
            : (text ?? Sqlite, string.Empty);
        return kind.ToLowerInvariant() switch
        {
            Sqlite => OfFile(rest.Length > 0 ? rest : DefaultPath()),
            Redis => OfServer(rest.Length > 0 ? rest : "localhost:6379"),
            _ => throw Bad($"'{text}' is no store; write sqlite:PATH or redis:HOST:PORT."),
        };
    }

    /// <param name="text">What was typed; <c>null</c> when nothing was.</param>
    /// <returns>The store; <c>null</c> when neither that nor the variable names one.</returns>
    public static StoreAddress? ParseIfAny(string? text) =>
        text is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PathVariable)) ? null : Parse(text);

    /// <summary>For those who look: makes nothing.</summary>
    /// <exception cref="RefusalException">There is nothing to look at.</exception>
    public IPositionStore Existing(bool acceptsLoss = true) =>
        File is null || System.IO.File.Exists(File)
            ? _make(true, acceptsLoss)
            : throw new RefusalException(
                ExitCode.NothingThere,
                $"There is no database '{Path.GetFullPath(File)}'. 'init-db' makes one; if the engine ran before, the "
                + "path is wrong or the file is lost.");

    /// <summary>For those who make what is missing.</summary>
    public IPositionStore Made(bool acceptsLoss) => _make(false, acceptsLoss);

    private static StoreAddress OfFile(string path)
    {
        IPositionStore Make(bool mustExist, bool acceptsLoss) => new SqlitePositionStore(new SqliteStoreOptions
        {
            Path = path, MustExist = mustExist, CreateDirectory = !mustExist,
        });
        return Checked(new StoreAddress($"{Sqlite}:{path}", path, Make));
    }

    private static StoreAddress OfServer(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] servers = [.. parts.Where(part => !part.Contains('='))];
        string[] options = [.. parts.Except(servers).Where(part => !Is(part, "keyPrefix"))];
        string prefix = parts.FirstOrDefault(part => Is(part, "keyPrefix")) is { } told
            ? told[(told.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : string.Empty;
        if (servers.Length == 0 || !servers.All(IsServer))
        {
            throw Bad("write a Redis server as redis:HOST:PORT, such as redis:localhost:6379.");
        }

        if (options.Any(option => Is(option, "password")))
        {
            throw Bad($"all users of this machine can read a command line: set {PasswordVariable} instead.");
        }

        string configuration = string.Join(',', [.. servers, .. options, .. Password()]);
        IPositionStore Make(bool mustExist, bool acceptsLoss) => new RedisPositionStore(new RedisStoreOptions
        {
            Configuration = configuration, KeyPrefix = prefix, AcceptLossWindow = acceptsLoss,
        });
        return Checked(new StoreAddress($"{Redis}:{string.Join(',', servers)}", file: null, Make));
    }

    /// <summary>Making a store does no I/O; it says now whether its options are right.</summary>
    private static StoreAddress Checked(StoreAddress address)
    {
        try
        {
            // Neither holds anything before it is used.
            _ = address._make(true, true);
            return address;
        }
        catch (ArgumentException wrong)
        {
            throw Bad(wrong.Message);
        }
    }

    private static string[] Password() => Environment.GetEnvironmentVariable(PasswordVariable) switch
    {
        null or "" => [],
        var password when password.Contains(',', StringComparison.Ordinal) =>
            throw Bad($"the password in {PasswordVariable} has a comma, which the Redis client cannot take."),
        var password => [$"password={password}"],
    };

    private static string DefaultPath() =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path
            ? path
            : throw Bad($"say sqlite:PATH or redis:HOST:PORT, or set {PathVariable} to the path of an SQLite file.");

    private static bool Is(string option, string name) =>
        option.Split('=')[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsServer(string text) =>
        text.LastIndexOf(':') is var colon and > 0
        && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
        && port is > 0 and <= ushort.MaxValue;

    private static BadUsageException Bad(string problem) => new($"--store: {problem}");
}

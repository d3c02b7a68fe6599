using System.Globalization;

namespace PositionRecovery.Redis;

/// <summary>What a server says of itself. Settings are <c>null</c> where it does not tell.</summary>
internal sealed class ServerSettings
{
    private readonly IReadOnlyDictionary<string, string> _info;

    private readonly IReadOnlyDictionary<string, string> _config;

    internal ServerSettings(
        IReadOnlyDictionary<string, string> info, IReadOnlyDictionary<string, string> config, string? whyNoConfig)
    {
        _info = info;
        _config = config;
        WhyNoConfig = whyNoConfig;
    }

    /// <summary>Why CONFIG could not be read; <c>null</c> when it could.</summary>
    internal string? WhyNoConfig { get; }

    internal string Version => Info("redis_version") ?? "unknown";

    internal bool IsReplica => Info("role") is "slave" or "replica";

    internal bool IsCluster => Info("cluster_enabled") == "1";

    internal bool IsLoading => Info("loading") == "1";

    internal long Replicas => Number(Info("connected_slaves"));

    /// <summary>Whether there is an append-only file; <c>null</c> when the server does not tell.</summary>
    internal bool? HasAppendOnlyFile =>
        Config("appendonly") is { } appendOnly ? appendOnly == "yes"
        : Info("aof_enabled") is { } enabled ? enabled == "1"
        : null;

    internal string? AppendFsync => Config("appendfsync");

    internal bool SkipsFsyncOnRewrite => Config("no-appendfsync-on-rewrite") == "yes";

    internal string? Save => Config("save");

    internal long MaxMemory => Number(Config("maxmemory") ?? Info("maxmemory"));

    internal string? EvictionPolicy => Config("maxmemory-policy") ?? Info("maxmemory_policy");

    internal long UsedMemory => Number(Info("used_memory"));

    internal bool IsAppendFailing => Info("aof_last_write_status") is { } status && status != "ok";

    internal bool IsSnapshotFailing =>
        Info("rdb_last_bgsave_status") is { } status && status != "ok" && Config("stop-writes-on-bgsave-error") != "no"
            && !string.IsNullOrEmpty(Save);

    /// <summary>The first number of the version; 0 when the server does not tell.</summary>
    internal int Major =>
        int.TryParse(Version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            ? major
            : 0;

    private string? Info(string name) => _info.GetValueOrDefault(name);

    private string? Config(string name) => _config.GetValueOrDefault(name);

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}

using System.Net;
using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Asks a server for its settings: in a cluster the master that has the trader's slot.</summary>
internal sealed class SettingsReader(RedisLink link)
{
    private static readonly string[] Wanted =
    [
        "appendonly", "appendfsync", "no-appendfsync-on-rewrite", "save", "maxmemory", "maxmemory-policy",
        "stop-writes-on-bgsave-error",
    ];

    internal async ValueTask<ServerSettings> ReadAsync(
        string what, RedisKey key, CancellationToken cancellationToken)
    {
        Dictionary<string, string> info = [];
        try
        {
            info = Lines((string?)await link.RunAsync(what, Script.Info, [key], [], cancellationToken)
                .ConfigureAwait(false) ?? string.Empty);
            Dictionary<string, string> config =
                await ConfigAsync(what, key, IsCluster(info), cancellationToken).ConfigureAwait(false);
            bool tells = config.ContainsKey("appendfsync");
            return new ServerSettings(info, config, tells ? null : "the server does not tell appendfsync");
        }
        catch (StoreException e) when (Failures.IsForbidden(e))
        {
            return new ServerSettings(info, new Dictionary<string, string>(), e.InnerException!.Message);
        }
    }

    private static bool IsCluster(Dictionary<string, string> info) =>
        info.GetValueOrDefault("cluster_enabled") == "1";

    private static Dictionary<string, string> Lines(string info) =>
        Table(
            from line in info.Split("\r\n")
            let colon = line.IndexOf(':', StringComparison.Ordinal)
            where colon > 0
            select KeyValuePair.Create(line[..colon], line[(colon + 1)..]));

    private async ValueTask<Dictionary<string, string>> ConfigAsync(
        string what, RedisKey key, bool isCluster, CancellationToken cancellationToken)
    {
        EndPoint? master = await link.AskAsync(
            what,
            (_, database) => database.IdentifyEndpointAsync(key, CommandFlags.DemandMaster)!,
            cancellationToken).ConfigureAwait(false);
        return master is null
            ? throw new StoreException($"{what}: no master answers for the trader's keys.", isTransient: true)
            : await ConfigAsync(what, master, isCluster, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Dictionary<string, string>> ConfigAsync(
        string what, EndPoint master, bool isCluster, CancellationToken cancellationToken)
    {
        var config = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in Wanted)
        {
            foreach ((string key, string value) in
                await ConfigAsync(what, master, name, isCluster, cancellationToken).ConfigureAwait(false))
            {
                config[key] = value;
            }
        }

        return config;
    }

    private async ValueTask<Dictionary<string, string>> ConfigAsync(
        string what, EndPoint master, string name, bool isCluster, CancellationToken cancellationToken)
    {
        try
        {
            return Table(await link.AskAsync(
                what, (connection, _) => connection.GetServer(master).ConfigGetAsync(name), cancellationToken)
                .ConfigureAwait(false));
        }
        catch (StoreException e) when (!isCluster && e.InnerException is RedisCommandException)
        {
            // A connection of somebody else's may not be allowed admin commands. Where there is one master only, it can
            // be asked all the same; in a cluster the question might reach another.
            object[] arguments = ["GET", name];
            RedisResult answer = await link.AskAsync(
                what,
                (_, database) => database.ExecuteAsync("CONFIG", arguments, CommandFlags.DemandMaster),
                cancellationToken).ConfigureAwait(false);
            var parts = (string[])answer!;
            return Table(parts.Chunk(2).Where(static pair => pair.Length == 2)
                .Select(static pair => KeyValuePair.Create(pair[0], pair[1])));
        }
    }

    private static Dictionary<string, string> Table(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in pairs)
        {
            table[key] = value;
        }

        return table;
    }
}

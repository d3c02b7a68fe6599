namespace PositionRecovery.Redis;

/// <summary>Where a <see cref="RedisPositionStore"/> finds its server and what it puts up with. Copied and checked when
/// a store is made; changes after that have no effect.</summary>
public sealed class RedisStoreOptions
{
    /// <summary>How to reach the server, in the words of StackExchange.Redis: <c>host:port</c>, several of a cluster
    /// parted by commas, then settings such as <c>password=…</c> or <c>ssl=true</c>. Not used with a connection of
    /// one's own. <c>localhost:6379</c> by default.</summary>
    /// <remarks>May hold a password, so it appears in no message, log or <see cref="object.ToString"/>. The store
    /// always connects with <c>abortConnect=false</c> and <c>allowAdmin=true</c>; it uses the latter to read settings,
    /// never to change any.</remarks>
    public string Configuration { get; set; } = "localhost:6379";

    /// <summary>The database of a standalone server, from 0; <c>null</c> for the one that the configuration names, else
    /// 0. A cluster has only database 0.</summary>
    public int? Database { get; set; }

    /// <summary>What every key begins with, so that several desks can share a server; empty by default. At most 64
    /// visible ASCII characters without <c>{</c> and <c>}</c>.</summary>
    public string KeyPrefix { get; set; } = string.Empty;

    /// <summary>How long to wait for a connection; 5 seconds by default, at most 10 minutes.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for the answer to one command; 5 seconds by default, at most 10 minutes. A large
    /// state is read by many commands.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether to work on a server that can lose acknowledged commits when it or its machine dies: one without
    /// an append-only file, or with an <c>appendfsync</c> weaker than <c>always</c>. <c>false</c> by default: such a
    /// server is refused. With <c>true</c> it is warned about; a lost tail then shows only against an anchor kept
    /// outside the server.</summary>
    public bool AcceptLossWindow { get; set; }
}

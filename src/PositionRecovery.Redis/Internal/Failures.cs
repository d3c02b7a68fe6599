using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>What the client throws, as a store says it.</summary>
internal static class Failures
{
    private const int MaxReason = 400;

    // Answers that pass: the server starts, is busy, moves a slot, has no memory or no disk, lacks a replica or a
    // master.
    private static readonly string[] Passing =
    [
        "LOADING", "BUSY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "READONLY", "MOVED", "ASK", "OOM", "MISCONF",
        "NOREPLICAS", "UNBLOCKED",
    ];

    internal static bool IsOfRedis(Exception e, CancellationToken cancellationToken) => e switch
    {
        StoreException => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        // A TimeoutException of the client is one; so is that of our own limit.
        RedisException or RedisCommandException or TimeoutException or ObjectDisposedException => true,
        IOException or System.Net.Sockets.SocketException => true,
        AggregateException { InnerException: { } inner } => IsOfRedis(inner, cancellationToken),
        _ => false,
    };

    /// <summary>Whether there is no connection, or one that does not answer.</summary>
    internal static bool IsOfConnection(Exception e) => e switch
    {
        AggregateException { InnerException: { } inner } => IsOfConnection(inner),
        RedisConnectionException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    internal static StoreException Of(string what, Exception e, TimeSpan limit) => e switch
    {
        AggregateException { InnerException: { } inner } => Of(what, inner, limit),
        TimeoutException or OperationCanceledException => new(
            $"{what}: Redis did not answer within {limit.TotalMilliseconds:0} ms.{Unknown(what)}",
            isTransient: true,
            e),
        RedisServerException => new(
            $"{what}: Redis refuses: {Shortened(e.Message)}", isTransient: IsPassing(e.Message), e)
        {
            IsDamage = IsOfAnotherType(e.Message),
        },
        RedisConnectionException or IOException or System.Net.Sockets.SocketException => new(
            $"{what}: no connection to Redis: {Shortened(e.Message)}{Unknown(what)}", isTransient: true, e),
        ObjectDisposedException => new($"{what}: the connection to Redis was closed.", isTransient: false, e),
        _ => new($"{what}: {Shortened(e.Message)}", isTransient: false, e),
    };

    internal static bool IsUnknownScript(StoreException e) =>
        e.InnerException is RedisServerException inner
            && inner.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>Whether the server, or the client by its settings, does not let this user do that.</summary>
    internal static bool IsForbidden(StoreException e) =>
        e.InnerException switch
        {
            RedisServerException inner => inner.Message.Contains("NOPERM", StringComparison.Ordinal)
                || inner.Message.Contains("unknown command", StringComparison.OrdinalIgnoreCase)
                || inner.Message.Contains("can't run this command", StringComparison.Ordinal)
                || inner.Message.Contains("not allowed", StringComparison.OrdinalIgnoreCase),
            RedisCommandException => true,
            _ => false,
        };

    internal static StoreException Answered(string what, string reason) =>
        new($"{what}: Redis refuses: {Shortened(reason)}", IsPassing(reason));

    private static string Unknown(string what) =>
        what is "Open" or "Commit" ? " The outcome is not known." : string.Empty;

    // A key of ours that is no hash or stream any more: somebody wrote over it.
    private static bool IsOfAnotherType(string message) => message.Contains("WRONGTYPE", StringComparison.Ordinal);

    private static bool IsPassing(string message)
    {
        foreach (string word in Passing)
        {
            // A script repeats the answer of the command that failed, with or without a word before it.
            if (message.StartsWith(word, StringComparison.Ordinal)
                || message.Contains("-" + word + " ", StringComparison.Ordinal)
                || message.Contains(": " + word + " ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Shortened(string message) =>
        message.Length <= MaxReason ? message : string.Concat(message.AsSpan(0, MaxReason), "…");
}

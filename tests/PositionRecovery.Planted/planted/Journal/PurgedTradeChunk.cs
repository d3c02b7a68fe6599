namespace PositionRecovery;

/// <summary>Identities of executions of one position that were purged, kept so that they are recognised when a venue
/// lists them again. Immutable.</summary>
internal sealed record PurgedTradeChunk
{
    /// <summary>The most identities a chunk holds; more of the same hour go to the next part.</summary>
    internal const int MaxTrades = 1_000;

    /// <summary>Which position of which account.</summary>
    internal required BookKey Key { get; init; }

    /// <summary>The hour, in venue time, in which they happened.</summary>
    internal required DateTimeOffset Hour { get; init; }

    /// <summary>Counts the chunks of one hour, from 0.</summary>
    internal required int Part { get; init; }

    /// <summary>The identities, in the order they were purged.</summary>
    internal required IReadOnlyList<TradeKey> Trades { get; init; }
}

namespace PositionRecovery.Binance;

/// <summary>What a limit counts.</summary>
internal enum RateLimitKind
{
    /// <summary>The weights of requests.</summary>
    Weight = 0,

    /// <summary>Orders.</summary>
    Orders = 1,

    /// <summary>Requests, whatever they weigh.</summary>
    Requests = 2,
}

namespace PositionRecovery.Binance;

/// <summary>So many within so long.</summary>
internal readonly record struct RateLimit(RateLimitKind Kind, TimeSpan Span, int Limit);

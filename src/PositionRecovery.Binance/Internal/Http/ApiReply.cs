namespace PositionRecovery.Binance;

/// <summary>The body of an answer with status 200.</summary>
/// <param name="Body">JSON, not parsed yet; bounded in size.</param>
/// <param name="AsOf">The server's time when the request left, so what it says is at least as new.</param>
internal readonly record struct ApiReply(ReadOnlyMemory<byte> Body, DateTimeOffset AsOf);

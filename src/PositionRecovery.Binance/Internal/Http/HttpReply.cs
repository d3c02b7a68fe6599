using System.Net;

namespace PositionRecovery.Binance;

/// <summary>What came back.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; empty when it was an error with too long a one.</param>
/// <param name="Used">What the venue says was used of its limits.</param>
/// <param name="ToldToWait">How long it wants to be left alone.</param>
internal sealed record HttpReply(
    HttpStatusCode Status,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<(RateLimitKind Kind, TimeSpan Span, int Used)> Used,
    TimeSpan? ToldToWait);

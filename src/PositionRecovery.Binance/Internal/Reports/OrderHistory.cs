namespace PositionRecovery.Binance;

/// <summary>Orders of a stretch of time.</summary>
/// <param name="Orders">What was read, each once.</param>
/// <param name="AsOf">The time of the first call.</param>
/// <param name="IsWhole">Whether no page was cut.</param>
/// <param name="Fault">A row that was not understood.</param>
internal sealed record OrderHistory(
    IReadOnlyCollection<OrderReport> Orders, DateTimeOffset? AsOf, bool IsWhole, string? Fault);

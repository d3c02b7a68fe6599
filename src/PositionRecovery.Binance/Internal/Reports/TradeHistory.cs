namespace PositionRecovery.Binance;

/// <summary>The executions of one instrument.</summary>
/// <param name="Fills">What was read.</param>
/// <param name="AsOf">The time of the first call.</param>
/// <param name="From">From when on they are whole; <c>null</c> when they are of no stretch of time.</param>
/// <param name="Fault">A row that was not understood.</param>
internal sealed record TradeHistory(
    IReadOnlyCollection<FillReport> Fills, DateTimeOffset AsOf, DateTimeOffset? From, string? Fault);

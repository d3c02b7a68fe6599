namespace PositionRecovery.Binance;

/// <summary>What one answer says.</summary>
/// <param name="Rows">What was understood.</param>
/// <param name="Count">How many rows it had, those that were not understood or are of no interest included.</param>
/// <param name="Fault">The first row that was not understood, by field and value; <c>null</c> when all were.</param>
internal sealed record Page<T>(List<T> Rows, int Count, string? Fault);

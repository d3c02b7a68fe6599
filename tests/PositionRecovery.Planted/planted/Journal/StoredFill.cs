namespace PositionRecovery;

/// <summary>An execution as a row of its own.</summary>
/// <param name="Fill">The execution or placeholder.</param>
/// <param name="Ordinal">Its place among the executions of its order, from 0.</param>
internal sealed record StoredFill(FillSnapshot Fill, int Ordinal);

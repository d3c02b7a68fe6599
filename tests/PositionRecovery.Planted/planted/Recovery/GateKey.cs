namespace PositionRecovery;

/// <summary>What may be done to one position.</summary>
/// <param name="Enter">Whether it may be opened or increased.</param>
/// <param name="Exit">Whether it may be reduced.</param>
internal readonly record struct GateKey(GateDecision Enter, GateDecision Exit);

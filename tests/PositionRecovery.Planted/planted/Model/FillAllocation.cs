namespace PositionRecovery;

/// <summary>The share of one fill that belongs to one strategy.</summary>
/// <param name="Strategy">The owner of the share.</param>
/// <param name="Quantity">The share, unsigned; the shares of a fill add up to its quantity.</param>
public readonly record struct FillAllocation(StrategyId Strategy, decimal Quantity);

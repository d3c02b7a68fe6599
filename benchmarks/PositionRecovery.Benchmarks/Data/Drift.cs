namespace PositionRecovery.Benchmarks.Data;

/// <summary>What differs for one key.</summary>
internal enum Drift
{
    None = 0,
    MissedFills = 1,
    OrderAmended = 2,
    OrderCanceled = 3,
    PositionMoved = 4,
}

namespace PositionRecovery;

/// <summary>What a check while running looks at.</summary>
internal enum CheckKind
{
    InFlight = 1,
    OpenOrders = 2,
    Positions = 3,
}

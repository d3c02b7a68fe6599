namespace PositionRecovery.Testing;

/// <summary>Who placed an order at a simulated venue. Values may be added in minor versions.</summary>
public enum OrderPlacer
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A program, through <see cref="IOrderGateway"/>.</summary>
    Gateway = 1,

    /// <summary>A person, through the test.</summary>
    Person = 2,

    /// <summary>The venue itself: liquidation, auto-deleveraging, settlement.</summary>
    Venue = 3,
}

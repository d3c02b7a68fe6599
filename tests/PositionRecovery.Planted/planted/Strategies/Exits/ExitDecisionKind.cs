namespace PositionRecovery;

/// <summary>What to do about one exit.</summary>
internal enum ExitDecisionKind
{
    Unknown = 0,

    /// <summary>An order does what it should; leave it alone.</summary>
    Keep = 1,

    /// <summary>What became of an order, or of its cancellation, is not known yet; do nothing until it is.</summary>
    Wait = 2,

    /// <summary>Place an order.</summary>
    Place = 3,

    /// <summary>Cancel an order.</summary>
    Cancel = 4,

    /// <summary>A leg needs no order, and that is right.</summary>
    Omit = 5,

    /// <summary>A leg has no right order, and this library may not or cannot give it one.</summary>
    Unresolved = 6,
}

namespace PositionRecovery;

/// <summary>How margin is shared.</summary>
public enum MarginMode
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Shared by all positions of the account.</summary>
    Cross = 1,

    /// <summary>Kept for one position.</summary>
    Isolated = 2,
}

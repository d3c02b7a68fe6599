namespace PositionRecovery;

/// <summary>What happens to an execution beyond the ordered quantity.</summary>
public enum OverfillPolicy
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It is applied and flagged.</summary>
    Allow = 1,

    /// <summary>It is left out and flagged, and the position is not verified.</summary>
    Reject = 2,
}

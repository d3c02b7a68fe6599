namespace PositionRecovery;

/// <summary>What the plan does about a discrepancy.</summary>
public enum DiscrepancyAction
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Nothing needs to be done, or nothing may be.</summary>
    Reported = 1,

    /// <summary>An event of the plan removes it.</summary>
    Applied = 2,

    /// <summary>An event would remove it, but is withheld.</summary>
    Withheld = 3,

    /// <summary>A question must be answered first.</summary>
    Asked = 4,
}

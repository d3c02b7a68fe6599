namespace PositionRecovery;

/// <summary>How far the books of a position can be trusted after the plan.</summary>
public enum Verdict
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Equal to the venue; every query that was asked of positions, open orders and executions was answered.
    /// </summary>
    Verified = 1,

    /// <summary>Equal after the plan, by reported executions, or at the one price that makes the average the
    /// venue's.</summary>
    Repaired = 2,

    /// <summary>Equal in quantity after the plan; some price or profit is an estimate.</summary>
    Estimated = 3,

    /// <summary>Coverage is missing, the instrument is unknown, the evidence contradicts itself, or a gap is left open
    /// by option. Entries stay shut
    /// for this position.</summary>
    Unverified = 4,
}

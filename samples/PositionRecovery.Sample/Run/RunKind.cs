namespace PositionRecovery.Sample;

/// <summary>How far a run goes.</summary>
internal enum RunKind
{
    /// <summary>It recovers, and trades.</summary>
    Trade = 0,

    /// <summary>It brings the books up to date, and sends nothing.</summary>
    ReconcileOnly = 1,

    /// <summary>It says what it would do, and changes nothing.</summary>
    DryRun = 2,
}

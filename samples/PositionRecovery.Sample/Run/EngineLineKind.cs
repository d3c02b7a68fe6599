namespace PositionRecovery.Sample;

/// <summary>What a line of an engine is about.</summary>
internal enum EngineLineKind
{
    Unknown = 0,

    /// <summary>A step of a recovery.</summary>
    Recovery = 1,

    /// <summary>A recovery is over.</summary>
    Report = 2,

    /// <summary>The engine trades.</summary>
    Trade = 3,

    /// <summary>The engine stopped in order.</summary>
    Stopped = 4,
}

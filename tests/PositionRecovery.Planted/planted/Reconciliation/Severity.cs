namespace PositionRecovery;

/// <summary>How much a discrepancy matters.</summary>
public enum Severity
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Worth recording.</summary>
    Info = 1,

    /// <summary>Worth a look.</summary>
    Warning = 2,

    /// <summary>Needs a person.</summary>
    Critical = 3,
}

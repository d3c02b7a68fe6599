namespace PositionRecovery;

/// <summary>How a phase ended.</summary>
internal enum PhaseSignal
{
    Done = 1,

    /// <summary>It could not be done.</summary>
    Failed = 2,

    /// <summary>What comes next is not allowed: a dry run, or no approval.</summary>
    Withheld = 3,

    /// <summary>The engine stops.</summary>
    Stopped = 4,

    /// <summary>Positions moved while they were compared: they are compared again.</summary>
    Again = 5,

    /// <summary>Nobody is asked: recovery is off.</summary>
    Skipped = 6,
}

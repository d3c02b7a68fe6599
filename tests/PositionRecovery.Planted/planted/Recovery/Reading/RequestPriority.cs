namespace PositionRecovery;

/// <summary>Which of the waiting requests goes first.</summary>
internal enum RequestPriority
{
    /// <summary>An open question, or the fate of an order in flight.</summary>
    Urgent = 0,

    /// <summary>What is true now.</summary>
    Present = 1,

    /// <summary>What was true before.</summary>
    History = 2,
}

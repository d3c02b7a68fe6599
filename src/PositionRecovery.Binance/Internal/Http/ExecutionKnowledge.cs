namespace PositionRecovery.Binance;

/// <summary>What a failure says about whether the request was executed.</summary>
internal enum ExecutionKnowledge
{
    /// <summary>It may have been.</summary>
    Unknown = 0,

    /// <summary>It was not.</summary>
    NotExecuted = 1,

    /// <summary>It was, or what it wanted was so already.</summary>
    Executed = 2,
}

namespace PositionRecovery.Benchmarks.Data;

/// <summary>How the books and the venue differ.</summary>
public enum Mix
{
    /// <summary>They agree in everything.</summary>
    AllMatched,

    /// <summary>One key in a hundred differs: executions missed, an order amended, an order canceled, a position moved
    /// without a trace.</summary>
    Drift1Pct,

    /// <summary>The books are empty but for the instruments; orders and executions at the venue explain every position.
    /// </summary>
    AllExternal,

    /// <summary>The books are empty but for the instruments, and the executions begin in the middle of every position's
    /// life, so that each opening has to be solved for.</summary>
    ColdStart,
}

namespace PositionRecovery.Simulation;

/// <summary>What is searched through.</summary>
internal enum SearchMode
{
    /// <summary>Histories drawn from seeds.</summary>
    Seeds,

    /// <summary>Every point of death of the named scenarios.</summary>
    Points,

    /// <summary>Every pair of points of death.</summary>
    Pairs,

    /// <summary>Every fault at every call that knows it.</summary>
    Faults,

    /// <summary>Every call of store and venue that may fail.</summary>
    Calls,
}

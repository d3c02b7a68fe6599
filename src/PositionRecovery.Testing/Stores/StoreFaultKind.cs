namespace PositionRecovery.Testing;

/// <summary>What goes wrong with a call of a store. Values may be added in minor versions.</summary>
public enum StoreFaultKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It throws before it does anything.</summary>
    FailBefore = 1,

    /// <summary>It does all it should and then throws: what a caller sees of a commit that landed while the connection
    /// broke.</summary>
    FailAfter = 2,

    /// <summary>It never answers and does nothing.</summary>
    HangBefore = 3,

    /// <summary>It does all it should and never answers.</summary>
    HangAfter = 4,

    /// <summary>It answers late.</summary>
    Delay = 5,

    /// <summary>A commit lands in part and throws, or a journal ends early with a torn record and no error: what only
    /// a broken store does. Other calls throw before they do anything.</summary>
    Tear = 6,
}

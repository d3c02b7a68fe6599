namespace PositionRecovery;

/// <summary>Where a recovery stands, or a pass while the engine runs. Values may be added in minor versions.</summary>
public enum RecoveryPhase
{
    /// <summary>Not known, or not begun.</summary>
    Unknown = 0,

    /// <summary>Waiting for the start-up delay.</summary>
    Waiting = 1,

    /// <summary>Taking the trader and loading what is stored.</summary>
    Load = 2,

    /// <summary>Asking the venues.</summary>
    Query = 3,

    /// <summary>Comparing, and asking what the comparison needs.</summary>
    Reconcile = 4,

    /// <summary>Waiting for leave to apply the plan.</summary>
    Approve = 5,

    /// <summary>Storing the plan's events.</summary>
    Commit = 6,

    /// <summary>Handing strategies their positions.</summary>
    Notify = 7,

    /// <summary>Placing exit orders.</summary>
    Protect = 8,

    /// <summary>Feeding past prices to strategies.</summary>
    WarmUp = 9,

    /// <summary>Done: what is proven may be traded.</summary>
    Ready = 10,

    /// <summary>Done, and nothing was applied: a dry run, or a plan without approval.</summary>
    Planned = 11,

    /// <summary>It failed; nothing may be traded.</summary>
    Failed = 12,

    /// <summary>The engine stops.</summary>
    Stopped = 13,
}

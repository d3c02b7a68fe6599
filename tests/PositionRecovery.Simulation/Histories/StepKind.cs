namespace PositionRecovery.Simulation;

/// <summary>What can happen in a history.</summary>
internal enum StepKind
{
    /// <summary>The engine sends an entry.</summary>
    Trade,

    /// <summary>The engine cancels one of its entries.</summary>
    CancelEntry,

    /// <summary>The engine is told to look at everything, as after a reconnect.</summary>
    Reconcile,

    /// <summary>The price moves.</summary>
    Price,

    /// <summary>A part of a working order is executed.</summary>
    FillPart,

    /// <summary>A person trades.</summary>
    Manual,

    /// <summary>A person cancels an order.</summary>
    CancelManually,

    /// <summary>The venue ends an order.</summary>
    Expire,

    /// <summary>Each unit of an instrument becomes two.</summary>
    Split,

    /// <summary>The venue liquidates a position.</summary>
    Liquidate,

    /// <summary>The venue takes a part of a position.</summary>
    Deleverage,

    /// <summary>Positions pay funding.</summary>
    Fund,

    /// <summary>Money comes or goes.</summary>
    Transfer,

    /// <summary>The venue does something wrong.</summary>
    VenueFault,

    /// <summary>An order arrives when nobody thinks so any more, if the venue is that late.</summary>
    ArriveVeryLate,

    /// <summary>Executions are not shown for a while, and then are.</summary>
    HideFills,

    /// <summary>Neither executions nor ended orders are shown for a while.</summary>
    HideHistory,

    /// <summary>The venue cannot be reached for a while.</summary>
    Outage,

    /// <summary>The store does something wrong.</summary>
    StoreFault,

    /// <summary>A hook throws.</summary>
    HookThrows,

    /// <summary>A hook never returns.</summary>
    HookHangs,

    /// <summary>The live stream is lost until it is found again.</summary>
    LoseStream,

    /// <summary>The live stream is found again.</summary>
    FindStream,

    /// <summary>The live stream tells things twice and late.</summary>
    TangleStream,

    /// <summary>The live stream tells the last executions once more.</summary>
    ReplayStream,

    /// <summary>The process is killed.</summary>
    Kill,

    /// <summary>The process is killed at the n-th point from here on.</summary>
    KillAt,

    /// <summary>The process ends in order.</summary>
    Stop,

    /// <summary>A process starts, if none lives.</summary>
    Start,

    /// <summary>Another process takes over while the first goes on.</summary>
    TakeOver,

    /// <summary>Somebody sets the wall clock.</summary>
    SetClock,

    /// <summary>The store loses its last commits, if no process lives.</summary>
    LoseTail,

    /// <summary>A byte of a stored row rots, if no process lives.</summary>
    Rot,

    /// <summary>Nothing.</summary>
    Wait,
}

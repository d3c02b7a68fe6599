namespace PositionRecovery;

/// <summary>The numbers by which kinds of events are stored. A number is never given to another kind; new ones are
/// added at the end.</summary>
internal enum PackedEvent
{
    OrderIntended = 1,
    OrderSubmitted = 2,
    OrderAccepted = 3,
    OrderUpdated = 4,
    OrderTriggered = 5,
    OrderFilled = 6,
    PlaceholderReduced = 7,
    OrderPendingCancel = 8,
    OrderReverted = 9,
    OrderCanceled = 10,
    OrderExpired = 11,
    OrderRejected = 12,
    OrderDenied = 13,
    OrderReopened = 14,
    OrderImported = 15,
    BalanceChanged = 16,
    CashFlowRecorded = 17,
    AccountChanged = 18,
    InstrumentDefined = 19,
    PositionMarked = 20,
    PositionReconciled = 21,
    PositionRestated = 22,
    CostBasisRestated = 23,
    PositionQuarantined = 24,
    PositionReleased = 25,
    SessionStarted = 26,
    SessionStopped = 27,
    SessionCrashed = 28,
    OperatorActed = 29,
    StatePurged = 30,
    StateFlushed = 31,
    RecoveryAdvanced = 32,
}

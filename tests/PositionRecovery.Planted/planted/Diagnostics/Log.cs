using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Everything that is logged. Event ids are stable: 1xx is state, 2xx recovery, 3xx checks
/// while running.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information,
        "State of trader '{Trader}' is open: sequence {Sequence}, epoch {Epoch}, session {Session}.")]
    internal static partial void StateOpened(ILogger log, string trader, long sequence, long epoch, string session);

    [LoggerMessage(102, LogLevel.Information, "State of trader '{Trader}' is closed at sequence {Sequence}.")]
    internal static partial void StateClosed(ILogger log, string trader, long sequence);

    [LoggerMessage(103, LogLevel.Error,
        "The store of trader '{Trader}' fails (transient: {IsTransient}). New orders are refused until it recovers.")]
    internal static partial void StoreFailed(ILogger log, Exception failure, string trader, bool isTransient);

    [LoggerMessage(104, LogLevel.Warning,
        "The lease of trader '{Trader}' had run out and was taken again (epoch {Epoch}); nobody wrote meanwhile.")]
    internal static partial void LeaseReacquired(ILogger log, string trader, long epoch);

    [LoggerMessage(105, LogLevel.Critical, "Trader '{Trader}' is not ours any more. Nothing more is recorded.")]
    internal static partial void OwnershipLost(ILogger log, Exception failure, string trader);

    [LoggerMessage(106, LogLevel.Warning, "Trader '{Trader}': {Warning}")]
    internal static partial void StateWarning(ILogger log, string trader, string warning);

    [LoggerMessage(107, LogLevel.Error,
        "Trader '{Trader}': the stored {Kind} '{Key}' cannot be used: {Reason} (rebuilt from the journal: "
        + "{IsRebuilt}).")]
    internal static partial void RowQuarantined(
        ILogger log, string trader, RowKind kind, string key, string reason, bool isRebuilt);

    [LoggerMessage(108, LogLevel.Critical,
        "FlushOnStart is on: ALL STORED STATE of trader '{Trader}' is thrown away. Its journal up to sequence "
        + "{Sequence} was archived to {Path}.")]
    internal static partial void StateFlushed(ILogger log, string trader, long sequence, string path);

    [LoggerMessage(109, LogLevel.Warning, "Session {Session} of trader '{Trader}' had no end: its process died.")]
    internal static partial void SessionCrashed(ILogger log, string session, string trader);

    [LoggerMessage(110, LogLevel.Critical,
        "The store of trader '{Trader}' has lost its last {Lost} journal entries: the venue must be asked again.")]
    internal static partial void TailLost(ILogger log, string trader, long lost);

    [LoggerMessage(111, LogLevel.Error, "Stopping trader '{Trader}' on a signal failed.")]
    internal static partial void StopFailed(ILogger log, Exception failure, string trader);

    [LoggerMessage(112, LogLevel.Error,
        "Trader '{Trader}': an event '{Kind}' that came before the state was loaded could not be kept.")]
    internal static partial void EventRefused(ILogger log, Exception failure, string trader, string kind);

    [LoggerMessage(201, LogLevel.Information, "{Correlation}: {Phase} began.")]
    internal static partial void PhaseBegan(ILogger log, string correlation, RecoveryPhase phase);

    [LoggerMessage(202, LogLevel.Information, "{Correlation}: {Phase} ended after {Seconds:0.000} s: {Message}")]
    internal static partial void PhaseEnded(
        ILogger log, string correlation, RecoveryPhase phase, double seconds, string message);

    [LoggerMessage(203, LogLevel.Error, "{Correlation}: {Phase} failed after {Seconds:0.000} s: {Message}")]
    internal static partial void PhaseFailed(
        ILogger log, string correlation, RecoveryPhase phase, double seconds, string message, Exception? failure);

    [LoggerMessage(204, LogLevel.Warning, "{Correlation}: {Kind}: {Explanation}")]
    internal static partial void Difference(ILogger log, string correlation, string kind, string explanation);

    [LoggerMessage(205, LogLevel.Critical, "{Correlation}: {Kind}: {Explanation}")]
    internal static partial void CriticalDifference(ILogger log, string correlation, string kind, string explanation);

    [LoggerMessage(206, LogLevel.Warning, "{Correlation}: {Problem}")]
    internal static partial void RecoveryProblem(ILogger log, string correlation, string problem);

    [LoggerMessage(207, LogLevel.Warning,
        "RecoveryEnabled is OFF for trader '{Trader}': nobody asks the venues, nothing is known to be true. Trading is "
        + "allowed: {IsAllowed} (TradeWithoutRecovery).")]
    internal static partial void RecoveryDisabled(ILogger log, string trader, bool isAllowed);

    [LoggerMessage(208, LogLevel.Error, "{Correlation}: strategy '{Strategy}' is parked: {Reason}")]
    internal static partial void StrategyParked(ILogger log, string correlation, string strategy, string reason);

    [LoggerMessage(209, LogLevel.Critical,
        "UNPROTECTED: {Strategy} has {Quantity} {Instrument} in {Account} without the exits it should have, for "
        + "{Seconds:0} s: {Reason}")]
    internal static partial void Unprotected(
        ILogger log, string strategy, decimal quantity, string instrument, string account, double seconds,
            string reason);

    [LoggerMessage(210, LogLevel.Information, "{Correlation}: exit {Order}: {Outcome}: {Explanation}")]
    internal static partial void Exit(
        ILogger log, string correlation, string order, string outcome, string explanation);

    [LoggerMessage(211, LogLevel.Information,
        "{Correlation}: strategy '{Strategy}' goes on from its stored indicators of {AsOf:O}.")]
    internal static partial void IndicatorsRestored(
        ILogger log, string correlation, string strategy, DateTimeOffset asOf);

    [LoggerMessage(212, LogLevel.Information,
        "{Correlation}: strategy '{Strategy}' warms up with all of history: {Reason}")]
    internal static partial void IndicatorsNotRestored(
        ILogger log, string correlation, string strategy, string reason);

    [LoggerMessage(213, LogLevel.Warning,
        "{Correlation}: the indicators of strategy '{Strategy}' are not stored: {Reason}")]
    internal static partial void IndicatorsNotStored(ILogger log, string correlation, string strategy, string reason);

    [LoggerMessage(301, LogLevel.Warning, "{Correlation}: the check of {Kind} failed; it is tried again.")]
    internal static partial void CheckFailed(ILogger log, string correlation, string kind, Exception? failure);

    [LoggerMessage(302, LogLevel.Warning, "{Correlation}: drift in {Account} {Instrument}: {Explanation}")]
    internal static partial void Drift(
        ILogger log, string correlation, string account, string instrument, string explanation);

    [LoggerMessage(303, LogLevel.Error,
        "Trader '{Trader}': {What} is not resolved after {Looks} looks ({Difference}); it is looked at less often.")]
    internal static partial void Unresolved(ILogger log, string trader, string what, int looks, string difference);

    [LoggerMessage(304, LogLevel.Warning,
        "Trader '{Trader}': {Account} did not answer the check of {Kind}: {Reason}. It is asked again.")]
    internal static partial void Unanswered(ILogger log, string trader, string account, string kind, string reason);

    [LoggerMessage(305, LogLevel.Error,
        "Trader '{Trader}': {Account} left {Times} checks of {Kind} in a row unanswered: its entries are shut until a "
        + "whole look succeeds.")]
    internal static partial void EntriesShut(ILogger log, string trader, string account, int times, string kind);

    [LoggerMessage(306, LogLevel.Information,
        "Trader '{Trader}': {Account} answers the check of {Kind} again, after {Times} in vain.")]
    internal static partial void AnswersAgain(ILogger log, string trader, string account, string kind, int times);
}

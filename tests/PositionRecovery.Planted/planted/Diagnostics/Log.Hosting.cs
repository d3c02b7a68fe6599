using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <content>4xx is the host that the library runs in.</content>
internal static partial class Log
{
    [LoggerMessage(401, LogLevel.Information, "{Correlation}: recovered before the host starts: {Summary}")]
    internal static partial void HostedRecoveryDone(ILogger log, string correlation, string summary);

    [LoggerMessage(402, LogLevel.Warning,
        "{Correlation}: the host goes on, and not everything may be traded: {Summary}")]
    internal static partial void HostedRecoveryLimited(ILogger log, string correlation, string summary);

    [LoggerMessage(403, LogLevel.Error,
        "{Correlation}: the host goes on, and NOTHING may be traded: {Summary} RecoveryCoordinator.StartAsync tries "
        + "again.")]
    internal static partial void HostedRecoveryFailed(ILogger log, string correlation, string summary);

    [LoggerMessage(404, LogLevel.Critical,
        "The recovery in the background ended with an unexpected error: NOTHING may be traded.")]
    internal static partial void HostedRecoveryThrew(ILogger log, Exception failure);

    [LoggerMessage(405, LogLevel.Warning, "Configuration: {Key}")]
    internal static partial void KeyUnused(ILogger log, string key);
}

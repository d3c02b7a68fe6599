using System.Net;

namespace PositionRecovery.Binance;

/// <summary>The venue refused, or did not answer. The message names the path, never a parameter's value.</summary>
internal sealed class ApiException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status; <c>null</c> when there was no answer.</summary>
    internal HttpStatusCode? Status { get; init; }

    /// <summary>The venue's error code; <c>null</c> when it gave none.</summary>
    internal int? Code { get; init; }

    /// <summary>What the failure is about.</summary>
    internal ErrorKind Kind { get; init; }

    /// <summary>Whether a later call may succeed.</summary>
    internal bool IsTransient { get; init; }

    internal ExecutionKnowledge Execution { get; init; }

    /// <summary>How long the venue wants to be left alone.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>The same for whoever asked through a port of the library.</summary>
    internal VenueException ToVenueException() => new(Message, IsTransient, this) { RetryAfter = RetryAfter };
}

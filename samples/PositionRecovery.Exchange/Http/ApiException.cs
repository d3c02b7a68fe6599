using System.Globalization;

namespace PositionRecovery.Exchange;

/// <summary>A refusal as the API words it.</summary>
internal sealed class ApiException : Exception
{
    internal ApiException(int status, int code, string message, TimeSpan? retryAfter = null)
        : base(message) => (Status, Code, RetryAfter) = (status, code, retryAfter);

    internal ApiException(int code, string message)
        : this(StatusCodes.Status400BadRequest, code, message)
    {
    }

    internal int Status { get; }

    internal int Code { get; }

    internal TimeSpan? RetryAfter { get; }

    internal static ApiException Missing(string name) =>
        new(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    internal static ApiException NoSuchOrder() => new(-2013, "Order does not exist.");

    internal static ApiException CancelRejected() => new(-2011, "Unknown order sent.");

    internal static ApiException BadCombination() => new(-1128, "Combination of optional parameters invalid.");

    /// <summary>It may have been executed, and nobody here knows.</summary>
    internal static ApiException OutcomeUnknown() => new(
        StatusCodes.Status503ServiceUnavailable, -1000,
        "Unknown error, please check your request or try again later.");

    /// <summary>It was not executed.</summary>
    internal static ApiException Unavailable() => new(
        StatusCodes.Status503ServiceUnavailable, -1001, "Service Unavailable.");

    internal static ApiException TooManyRequests(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests, -1003,
        "Too many requests; current limit is exceeded. Please use the websocket for live updates.", wait);

    internal static ApiException Banned(DateTimeOffset until, TimeSpan wait) => new(
        StatusCodes.Status418ImATeapot, -1003,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Way too many requests; IP banned until {until.ToUnixTimeMilliseconds()}. Please use the websocket."),
        wait);
}

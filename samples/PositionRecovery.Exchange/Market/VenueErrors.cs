namespace PositionRecovery.Exchange;

/// <summary>What the venue says, in the words of the API.</summary>
internal static class VenueErrors
{
    private static readonly (string Words, int Code, int SpotCode, string Text)[] Refusals =
    [
        ("is that of a working order", -4116, -2010, "ClientOrderId is duplicated."),
        ("is that of another order", -4116, -2010, "ClientOrderId is duplicated."),
        ("does not fit the position mode", -4061, -4061, "Order's position side does not match user's setting."),
        ("there is no position to reduce", -2022, -2010, "ReduceOnly Order is rejected."),
        ("would take liquidity", -5022, -2010,
            "Due to the order could not be executed as maker, the Post Only order will be rejected."),
        ("are free", -2019, -2010, "Account has insufficient balance for requested action."),
        ("there is no price", -2020, -2010, "Unable to fill."),
        ("the request is too old", -1021, -1021, "Timestamp for this request is outside of the recvWindow."),
    ];

    /// <summary>Whether an answer is partial because what is older is not kept, and not because rows are missing.
    /// </summary>
    internal static bool IsRetention(Coverage coverage) =>
        coverage.Reason?.StartsWith("kept for", StringComparison.Ordinal) == true;

    internal static ApiException Of(VenueException error, DateTimeOffset now) => error.RetryAfter is { } wait
        ? error.Message.Contains("ban", StringComparison.OrdinalIgnoreCase)
            ? ApiException.Banned(now + wait, wait)
            : ApiException.TooManyRequests(wait)
        : error.IsTransient
            ? ApiException.Unavailable()
            : new ApiException(
                StatusCodes.Status401Unauthorized, -2015, "Invalid API-key, IP, or permissions for action.");

    /// <summary>Why an order was not taken, or is not known to be.</summary>
    internal static ApiException Of(SubmitResult result, bool isSpot)
    {
        switch (result.Status)
        {
            case SubmitStatus.WouldTrigger:
                return isSpot
                    ? new ApiException(-2010, "Stop price would trigger immediately.")
                    : new ApiException(-2021, "Order would immediately trigger.");
            case SubmitStatus.Rejected:
                string reason = result.Reason ?? string.Empty;
                foreach ((string words, int code, int spotCode, string text) in Refusals)
                {
                    if (reason.Contains(words, StringComparison.Ordinal))
                    {
                        return new ApiException(isSpot ? spotCode : code, text);
                    }
                }

                return new ApiException(-2010, $"NEW_ORDER_REJECTED: {reason}");
            default:
                return ApiException.OutcomeUnknown();
        }
    }
}

using System.Net;

namespace PositionRecovery.Binance;

/// <summary>What a failed call means for the answer it was made for.</summary>
internal static class ReadFailures
{
    /// <summary>Whether only this call failed, so that others are worth making: not when the venue wants to be left
    /// alone.</summary>
    internal static bool IsOfOneCall(Exception thrown) => thrown switch
    {
        ApiException { RetryAfter: not null } => false,
        ApiException { Status: HttpStatusCode.TooManyRequests or (HttpStatusCode)418 } => false,
        ApiException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => false,
        ApiException => true,
        VenueException { RetryAfter: null } => true,
        _ => false,
    };

    /// <summary>Whether the venue has no service for conditional orders: COIN-M got one later than USDⓈ-M.</summary>
    internal static bool HasNoService(ApiException thrown, BinanceProduct product) =>
        product == BinanceProduct.CoinMarginedFutures
        && thrown is { Status: HttpStatusCode.NotFound, Code: null };

    /// <summary>Whether the venue says that it has no such order.</summary>
    internal static bool IsNotFound(ApiException thrown, bool isSpot) =>
        thrown.Code == ErrorCodes.UnknownOrder || (isSpot && thrown.Code == ErrorCodes.ArchivedOrder);

    /// <summary>The same for those who ask the provider.</summary>
    internal static VenueException Told(ApiException thrown) =>
        new(thrown.Message, thrown.IsTransient, thrown) { RetryAfter = thrown.RetryAfter };
}

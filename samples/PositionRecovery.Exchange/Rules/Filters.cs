using System.Text.RegularExpressions;

namespace PositionRecovery.Exchange;

/// <summary>The filters of a symbol and the shape of client ids; both APIs word them differently.</summary>
internal static partial class Filters
{
    internal static void CheckQuantity(Listing listing, decimal quantity, bool isAtMarket)
    {
        bool isSpot = listing.Definition.IsSpot;
        if (quantity <= 0m)
        {
            throw isSpot ? Failure("LOT_SIZE") : new ApiException(-4003, "Quantity less than or equal to zero.");
        }

        if (quantity < listing.MinQuantity)
        {
            throw isSpot ? Failure("LOT_SIZE") : new ApiException(-4004, "Quantity less than min quantity.");
        }

        if (quantity > (isAtMarket ? listing.MaxMarketQuantity : listing.MaxQuantity))
        {
            throw isSpot
                ? Failure(quantity > listing.MaxQuantity ? "LOT_SIZE" : "MARKET_LOT_SIZE")
                : new ApiException(-4005, "Quantity greater than max quantity.");
        }

        if (quantity % listing.Definition.QuantityIncrement != 0m)
        {
            throw isSpot ? Failure("LOT_SIZE") : new ApiException(-4023, "Qty not increased by step size.");
        }
    }

    internal static void CheckPrice(Listing listing, decimal price)
    {
        bool isSpot = listing.Definition.IsSpot;
        if (price <= 0m)
        {
            throw isSpot ? Failure("PRICE_FILTER") : new ApiException(-4001, "Price less than 0.");
        }

        if (price > listing.Rules.MaxPrice)
        {
            throw isSpot ? Failure("PRICE_FILTER") : new ApiException(-4002, "Price greater than max price.");
        }

        if (price % listing.Definition.PriceIncrement != 0m)
        {
            throw isSpot ? Failure("PRICE_FILTER") : new ApiException(-4014, "Price not increased by tick size.");
        }
    }

    /// <summary>A limit price must not be far from the present one.</summary>
    internal static void CheckBand(Listing listing, decimal price, decimal? present)
    {
        decimal band = listing.Rules.PriceBand;
        if (band > 0m && present is { } now && (price > now * band || price < now / band))
        {
            throw listing.Definition.IsSpot
                ? Failure("PERCENT_PRICE_BY_SIDE")
                : new ApiException(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");
        }
    }

    internal static void CheckNotional(Listing listing, decimal quantity, decimal? price)
    {
        if (price is { } value && quantity * value * listing.Definition.Multiplier < listing.MinNotional)
        {
            throw listing.Definition.IsSpot
                ? Failure("NOTIONAL")
                : new ApiException(-4164, FormattableString.Invariant(
                    $"Order's notional must be no smaller than {listing.MinNotional} (unless you choose reduce only)."));
        }
    }

    internal static void CheckTrading(Listing listing)
    {
        if (listing.Rules.Status != "TRADING")
        {
            throw listing.Definition.IsSpot
                ? new ApiException(-1013, "Market is closed.")
                : new ApiException(-4141, "Symbol is closed.");
        }
    }

    /// <summary>The id that a client gave an order; a made up one when it gave none.</summary>
    internal static ClientOrderId ClientId(ApiRequest request, string name)
    {
        if (request.Parameters.Text(name) is not { } text)
        {
            return request.Desk.Invent();
        }

        return text.Length > 36 && !request.Desk.IsSpot
            ? throw new ApiException(-4015, "Client order id length should not be more than 36 chars.")
            : ClientIds().IsMatch(text)
                ? new ClientOrderId(text)
                : throw new ApiException(
                    -1100, $"Illegal characters found in parameter '{name}'; legal range is '{ClientIdPattern}'.");
    }

    /// <summary>The client id that a request asks about; <c>null</c> when it names none.</summary>
    internal static ClientOrderId? Asked(ApiRequest request, string name) =>
        request.Parameters.Has(name) ? ClientId(request, name) : null;

    private const string ClientIdPattern = @"^[\.A-Z\:/a-z0-9_-]{1,36}$";

    private static ApiException Failure(string filter) => new(-1013, $"Filter failure: {filter}");

    [GeneratedRegex(ClientIdPattern)]
    private static partial Regex ClientIds();
}

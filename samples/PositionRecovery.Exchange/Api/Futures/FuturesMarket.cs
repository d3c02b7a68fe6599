namespace PositionRecovery.Exchange;

/// <summary>What the futures API tells everybody.</summary>
internal static class FuturesMarket
{
    private static readonly string[] OrderTypes =
        ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"];

    private static readonly string[] Lives = ["GTC", "IOC", "FOK", "GTX", "GTD"];

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Open("/fapi/v1/ping", static (_, _) => Task.FromResult<object>(new { }));
        yield return Open("/fapi/v1/time", static (r, _) => Task.FromResult<object>(
            new { serverTime = r.Desk.NowMs }));
        yield return Open("/fapi/v1/exchangeInfo", InfoAsync);
        yield return Open("/fapi/v1/premiumIndex", PremiumAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 1 : 10,
        };
        yield return Open("/fapi/v1/ticker/bookTicker", BookAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 2 : 5,
        };
        yield return Open("/fapi/v2/ticker/price", PriceAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 1 : 2,
        };
        yield return Open("/fapi/v1/klines", static (r, t) => Bars.ReadAsync(r, 500, 1_500, t)) with
        {
            Weight = Bars.FuturesWeight,
        };
    }

    private static async Task<object> InfoAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Desk desk = request.Desk;
        IReadOnlyList<InstrumentReport> instruments = await desk.ReadAsync<InstrumentReport>(
            request, new InstrumentsQuery { Account = desk.Accounts[0] }, cancellationToken).ConfigureAwait(false);
        return new
        {
            timezone = "UTC",
            serverTime = desk.NowMs,
            futuresType = "U_MARGINED",
            rateLimits = RateLimits.Of(desk.Limits),
            exchangeFilters = Array.Empty<object>(),
            assets = desk.Listings.Select(static l => l.QuoteAsset).Distinct().Select(static a => new
            {
                asset = a, marginAvailable = true, autoAssetExchange = "-10000",
            }).ToArray(),
            symbols = instruments.Select(i => Symbol(desk.Of(i.Definition.Id))).ToArray(),
        };
    }

    private static object Symbol(Listing listing) => new
    {
        symbol = listing.Symbol,
        pair = listing.Symbol,
        contractType = "PERPETUAL",
        deliveryDate = 4_133_404_800_000L,
        onboardDate = 1_569_398_400_000L,
        status = listing.Rules.Status,
        maintMarginPercent = "2.5000",
        requiredMarginPercent = "5.0000",
        baseAsset = listing.BaseAsset,
        quoteAsset = listing.QuoteAsset,
        marginAsset = listing.QuoteAsset,
        pricePrecision = listing.PriceScale,
        quantityPrecision = listing.QuantityScale,
        baseAssetPrecision = 8,
        quotePrecision = 8,
        underlyingType = "COIN",
        triggerProtect = "0.0500",
        liquidationFee = "0.015000",
        marketTakeBound = "0.05",
        filters = new object[]
        {
            new
            {
                filterType = "PRICE_FILTER",
                minPrice = listing.Price(listing.Definition.PriceIncrement),
                maxPrice = listing.Price(listing.Rules.MaxPrice),
                tickSize = listing.Price(listing.Definition.PriceIncrement),
            },
            Lot("LOT_SIZE", listing, listing.MaxQuantity),
            Lot("MARKET_LOT_SIZE", listing, listing.MaxMarketQuantity),
            new { filterType = "MAX_NUM_ORDERS", limit = 10_000 },
            new { filterType = "MIN_NOTIONAL", notional = Listing.Fixed(listing.MinNotional, 0) },
            new
            {
                filterType = "PERCENT_PRICE",
                multiplierUp = Listing.Fixed(listing.Rules.PriceBand, 4),
                multiplierDown = Listing.Fixed(
                    listing.Rules.PriceBand == 0m ? 0m : Math.Round(1m / listing.Rules.PriceBand, 4), 4),
                multiplierDecimal = "4",
            },
        },
        orderTypes = OrderTypes,
        timeInForce = Lives,
    };

    private static object Lot(string type, Listing listing, decimal most) => new
    {
        filterType = type,
        minQty = listing.Quantity(listing.MinQuantity),
        maxQty = listing.Quantity(most),
        stepSize = listing.Quantity(listing.Definition.QuantityIncrement),
    };

    private static Task<object> PremiumAsync(ApiRequest request, CancellationToken cancellationToken) =>
        MarksAsync(request, static (l, m, now) => new
        {
            symbol = l.Symbol,
            markPrice = Listing.Fixed(m.Mark ?? 0m, 8),
            indexPrice = Listing.Fixed(m.Mark ?? 0m, 8),
            estimatedSettlePrice = Listing.Fixed(m.Mark ?? 0m, 8),
            lastFundingRate = "0.00010000",
            interestRate = "0.00010000",
            nextFundingTime = ((now / 28_800_000L) + 1) * 28_800_000L,
            time = Words.Ms(m.At),
        }, cancellationToken);

    private static Task<object> BookAsync(ApiRequest request, CancellationToken cancellationToken) =>
        MarksAsync(request, static (l, m, _) => new
        {
            symbol = l.Symbol,
            bidPrice = l.Price(m.Bid),
            bidQty = l.Quantity(1m),
            askPrice = l.Price(m.Ask),
            askQty = l.Quantity(1m),
            time = Words.Ms(m.At),
        }, cancellationToken);

    private static Task<object> PriceAsync(ApiRequest request, CancellationToken cancellationToken) =>
        MarksAsync(
            request, static (l, m, _) => new { symbol = l.Symbol, price = l.Price(m.Mark), time = Words.Ms(m.At) },
            cancellationToken);

    private static async Task<object> MarksAsync(
        ApiRequest request, Func<Listing, MarkReport, long, object> shape, CancellationToken cancellationToken)
    {
        Listing? only = request.OptionalListing();
        IReadOnlyList<MarkReport> marks = await request.Desk.ReadAsync<MarkReport>(
            request, new MarksQuery { Account = request.Desk.Accounts[0], Instrument = only?.Id }, cancellationToken)
            .ConfigureAwait(false);
        long now = request.Desk.NowMs;
        object[] rows = [.. marks.Select(m => shape(request.Desk.Of(m.Instrument), m, now))];
        return only is null ? rows
            : rows.FirstOrDefault() ?? throw new ApiException(-1121, "Invalid symbol.");
    }

    private static ApiRoute Open(string path, ApiHandler handler) => new("GET", path, handler);
}

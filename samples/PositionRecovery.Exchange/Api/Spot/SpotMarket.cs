namespace PositionRecovery.Exchange;

/// <summary>What the spot API tells everybody.</summary>
internal static class SpotMarket
{
    private static readonly string[] OrderTypes =
    [
        "LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT",
    ];

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Open("/api/v3/ping", static (_, _) => Task.FromResult<object>(new { }), 1);
        yield return Open("/api/v3/time", static (r, _) => Task.FromResult<object>(
            new { serverTime = r.Desk.NowMs }), 1);
        yield return Open("/api/v3/exchangeInfo", InfoAsync, 20);
        yield return Open("/api/v3/klines", static (r, t) => Bars.ReadAsync(r, 500, 1_000, t), 2);
        yield return Open("/api/v3/ticker/bookTicker", BookAsync, null);
        yield return Open("/api/v3/ticker/price", PriceAsync, null);
    }

    private static async Task<object> InfoAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Desk desk = request.Desk;
        Listing? only = request.OptionalListing();
        IReadOnlyList<InstrumentReport> instruments = await desk.ReadAsync<InstrumentReport>(
            request, new InstrumentsQuery { Account = desk.Accounts[0], Instrument = only?.Id }, cancellationToken)
            .ConfigureAwait(false);
        return new
        {
            timezone = "UTC",
            serverTime = desk.NowMs,
            rateLimits = RateLimits.Of(desk.Limits),
            exchangeFilters = Array.Empty<object>(),
            symbols = instruments.Select(i => Symbol(desk.Of(i.Definition.Id))).ToArray(),
        };
    }

    private static object Symbol(Listing listing) => new
    {
        symbol = listing.Symbol,
        status = listing.Rules.Status,
        baseAsset = listing.BaseAsset,
        baseAssetPrecision = 8,
        quoteAsset = listing.QuoteAsset,
        quotePrecision = 8,
        quoteAssetPrecision = 8,
        baseCommissionPrecision = 8,
        quoteCommissionPrecision = 8,
        orderTypes = OrderTypes,
        icebergAllowed = true,
        ocoAllowed = false,
        otoAllowed = false,
        quoteOrderQtyMarketAllowed = true,
        allowTrailingStop = false,
        cancelReplaceAllowed = false,
        amendAllowed = false,
        isSpotTradingAllowed = true,
        isMarginTradingAllowed = false,
        filters = new object[]
        {
            new
            {
                filterType = "PRICE_FILTER",
                minPrice = listing.Price(listing.Definition.PriceIncrement),
                maxPrice = listing.Price(listing.Rules.MaxPrice),
                tickSize = listing.Price(listing.Definition.PriceIncrement),
            },
            new
            {
                filterType = "LOT_SIZE",
                minQty = listing.Quantity(listing.MinQuantity),
                maxQty = listing.Quantity(listing.MaxQuantity),
                stepSize = listing.Quantity(listing.Definition.QuantityIncrement),
            },
            new
            {
                filterType = "MARKET_LOT_SIZE",
                minQty = listing.Quantity(0m),
                maxQty = listing.Quantity(listing.MaxMarketQuantity),
                stepSize = listing.Quantity(0m),
            },
            new
            {
                filterType = "NOTIONAL",
                minNotional = Listing.Money(listing.MinNotional),
                applyMinToMarket = true,
                maxNotional = "9000000.00000000",
                applyMaxToMarket = false,
                avgPriceMins = 5,
            },
            new { filterType = "MAX_NUM_ORDERS", maxNumOrders = 200 },
        },
        permissions = Array.Empty<string>(),
        permissionSets = new[] { new[] { "SPOT" } },
        defaultSelfTradePreventionMode = "EXPIRE_MAKER",
        allowedSelfTradePreventionModes = new[] { "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH" },
    };

    private static Task<object> BookAsync(ApiRequest request, CancellationToken cancellationToken) =>
        MarksAsync(request, static (l, m) => new
        {
            symbol = l.Symbol,
            bidPrice = l.Price(m.Bid),
            bidQty = l.Quantity(1m),
            askPrice = l.Price(m.Ask),
            askQty = l.Quantity(1m),
        }, cancellationToken);

    private static Task<object> PriceAsync(ApiRequest request, CancellationToken cancellationToken) =>
        MarksAsync(request, static (l, m) => new { symbol = l.Symbol, price = l.Price(m.Mark) }, cancellationToken);

    private static async Task<object> MarksAsync(
        ApiRequest request, Func<Listing, MarkReport, object> shape, CancellationToken cancellationToken)
    {
        Listing? only = request.OptionalListing();
        IReadOnlyList<MarkReport> marks = await request.Desk.ReadAsync<MarkReport>(
            request, new MarksQuery { Account = request.Desk.Accounts[0], Instrument = only?.Id }, cancellationToken)
            .ConfigureAwait(false);
        object[] rows = [.. marks.Select(m => shape(request.Desk.Of(m.Instrument), m))];
        return only is null ? rows : rows.FirstOrDefault() ?? throw new ApiException(-1121, "Invalid symbol.");
    }

    private static ApiRoute Open(string path, ApiHandler handler, int? weight) => new("GET", path, handler)
    {
        Weight = r => weight ?? (r.Parameters.Has("symbol") ? 2 : 4),
    };
}

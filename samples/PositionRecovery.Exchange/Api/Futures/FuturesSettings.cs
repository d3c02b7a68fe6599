using PositionRecovery.Testing;

namespace PositionRecovery.Exchange;

/// <summary>How an account is set up: mode, leverage, fees, limits.</summary>
internal static class FuturesSettings
{
    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Signed("GET", "/fapi/v1/accountConfig", ConfigAsync, 5);
        yield return Signed("GET", "/fapi/v1/symbolConfig", SymbolsAsync, 5);
        yield return Signed("GET", "/fapi/v1/positionSide/dual", ModeAsync, 30);
        yield return Signed("POST", "/fapi/v1/positionSide/dual", SetModeAsync, 1);
        yield return Signed("GET", "/fapi/v1/leverageBracket", BracketsAsync, 1);
        yield return Signed("GET", "/fapi/v1/commissionRate", CommissionAsync, 20);
        yield return Signed("GET", "/fapi/v1/rateLimit/order", OrderLimitsAsync, 1);
        foreach (string method in new[] { "POST", "PUT" })
        {
            yield return Keyed(method, static (r, _) => Task.FromResult<object>(
                new { listenKey = $"stream-of-{r.Account}" }));
        }

        yield return Keyed("DELETE", static (_, _) => Task.FromResult<object>(new { }));
    }

    private static async Task<object> ConfigAsync(ApiRequest request, CancellationToken cancellationToken) => new
    {
        feeTier = 0,
        canTrade = request.Key!.CanTrade,
        canDeposit = true,
        canWithdraw = request.Key.CanWithdraw,
        dualSidePosition = await request.Desk.IsHedgingAsync(request, cancellationToken).ConfigureAwait(false),
        updateTime = 0L,
        multiAssetsMargin = false,
        tradeGroupId = -1,
    };

    private static async Task<object> SymbolsAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Listing? only = request.OptionalListing();
        IReadOnlyList<PositionReport> held = await request.Desk.ReadAsync<PositionReport>(
            request, new PositionsQuery { Account = request.Account, Instrument = only?.Id }, cancellationToken)
            .ConfigureAwait(false);
        return request.Desk.Listings.Where(l => only is null || l == only).Select(l =>
        {
            PositionReport? position = held.FirstOrDefault(p => p.Instrument == l.Id);
            return new
            {
                symbol = l.Symbol,
                marginType = position?.MarginMode == MarginMode.Isolated ? "ISOLATED" : "CROSSED",
                isAutoAddMargin = false,
                leverage = position is null
                    ? request.Desk.Leverage
                    : FuturesPositions.LeverageOf(request.Desk, position),
                maxNotionalValue = "20000000",
            };
        }).ToArray();
    }

    private static async Task<object> ModeAsync(ApiRequest request, CancellationToken cancellationToken) => new
    {
        dualSidePosition = await request.Desk.IsHedgingAsync(request, cancellationToken).ConfigureAwait(false),
    };

    private static async Task<object> SetModeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        request.Parameters.Required("dualSidePosition");
        bool wanted = request.Parameters.Flag("dualSidePosition");
        SimulatedVenue venue = request.Desk.Venue;
        if (await request.Desk.IsHedgingAsync(request, cancellationToken).ConfigureAwait(false) == wanted)
        {
            throw new ApiException(-4059, "No need to change position side.");
        }

        if (venue.OpenOrdersOf(request.Account).Count > 0)
        {
            throw new ApiException(-4067, "Position side cannot be changed if there exists open orders.");
        }

        if (venue.PositionsOf(request.Account).Count > 0)
        {
            throw new ApiException(-4068, "Position side cannot be changed if there exists position.");
        }

        venue.SetMode(request.Account, wanted ? PositionMode.Hedging : PositionMode.Netting);
        return new { code = 200, msg = "success" };
    }

    private static Task<object> BracketsAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        object BracketsOf(Listing listing) => new
        {
            symbol = listing.Symbol,
            brackets = new[]
            {
                new
                {
                    bracket = 1, initialLeverage = 100, notionalCap = 20_000_000, notionalFloor = 0,
                    maintMarginRatio = 0.004m, cum = 0m,
                },
            },
        };
        return Task.FromResult(request.OptionalListing() is { } only
            ? BracketsOf(only)
            : request.Desk.Listings.Select(BracketsOf).ToArray());
    }

    private static Task<object> CommissionAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<object>(new
        {
            symbol = request.Listing().Symbol,
            makerCommissionRate = "0.0002",
            takerCommissionRate = "0.0004",
        });

    private static Task<object> OrderLimitsAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<object>(request.Desk.Limits.Orders.Select(static l =>
        {
            (string word, int count) = Intervals.Long(l.Interval);
            return new { rateLimitType = "ORDERS", interval = word, intervalNum = count, limit = l.Limit };
        }).ToArray());

    private static ApiRoute Signed(string method, string path, ApiHandler handler, int weight) =>
        new(method, path, handler) { Security = ApiSecurity.Signed, Weight = _ => weight };

    private static ApiRoute Keyed(string method, ApiHandler handler) =>
        new(method, "/fapi/v1/listenKey", handler) { Security = ApiSecurity.Key };
}

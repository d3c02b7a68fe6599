namespace PositionRecovery.Exchange;

/// <summary>What a spot account holds, traded and may do.</summary>
internal static class SpotAccount
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Signed("/api/v3/account", AccountAsync) with { Weight = static _ => 20 };
        yield return Signed("/api/v3/myTrades", TradesAsync) with
        {
            Weight = static r => r.Parameters.Has("orderId") ? 5 : 20,
        };
        yield return Signed("/api/v3/rateLimit/order", OrderLimitsAsync) with { Weight = static _ => 40 };
        yield return Signed("/sapi/v1/account/apiRestrictions", RestrictionsAsync);
    }

    private static async Task<object> AccountAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<BalanceReport> balances = await request.Desk.ReadAsync<BalanceReport>(
            request, new BalancesQuery { Account = request.Account }, cancellationToken).ConfigureAwait(false);
        bool omitsZero = request.Parameters.Flag("omitZeroBalances");
        IReadOnlyList<AccountReport> accounts = await request.Desk.ReadAsync<AccountReport>(
            request, new AccountQuery { Account = request.Account }, cancellationToken).ConfigureAwait(false);
        return new
        {
            makerCommission = 10,
            takerCommission = 10,
            buyerCommission = 0,
            sellerCommission = 0,
            commissionRates = new { maker = "0.00100000", taker = "0.00100000", buyer = "0", seller = "0" },
            canTrade = request.Key!.CanTrade,
            canWithdraw = request.Key.CanWithdraw,
            canDeposit = true,
            brokered = false,
            requireSelfTradePrevention = false,
            preventSor = false,
            updateTime = request.Desk.NowMs,
            accountType = "SPOT",
            balances = balances.Where(b => !omitsZero || b.Total != 0m).Select(static b => new
            {
                asset = b.Asset.Value,
                free = Listing.Money(b.Available ?? b.Total),
                locked = Listing.Money(b.Total - (b.Available ?? b.Total)),
            }).ToArray(),
            permissions = new[] { "SPOT" },
            uid = UidOf(accounts[0].Identity),
        };
    }

    private static async Task<object> TradesAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        ApiParameters parameters = request.Parameters;
        Listing listing = request.Listing();
        int limit = request.Limit(500, 1_000);
        long? from = parameters.Long("fromId");
        long? order = parameters.Long("orderId");
        SpotWindow window = SpotWindow.Of(request, LongestWindow);
        if ((from is not null || order is not null) && (window.From ?? window.To) is not null)
        {
            throw ApiException.BadCombination();
        }

        IReadOnlyList<FillReport> fills = await request.Desk.ReadAsync<FillReport>(
            request,
            new FillsQuery { Account = request.Account, Instrument = listing.Id, From = window.Start },
            cancellationToken).ConfigureAwait(false);
        return Pages.Cut(
            fills.Where(f => (from is not { } first || FuturesHistory.TradeNumber(f) >= first)
                && (order is not { } id || f.VenueOrder == Desk.Id(id)) && window.Has(f.At)),
            FuturesHistory.TradeNumber,
            limit,
            from is not null || window.HasStart).Select(f => new
            {
                symbol = listing.Symbol,
                id = FuturesHistory.TradeNumber(f),
                orderId = Desk.Number(f.VenueOrder),
                orderListId = -1,
                price = listing.Price(f.Price),
                qty = listing.Quantity(f.Quantity),
                quoteQty = Listing.Money(f.Price * f.Quantity),
                commission = Listing.Fixed(f.Fee, 8),
                commissionAsset = f.FeeAsset?.Value ?? listing.QuoteAsset,
                time = Words.Ms(f.At),
                isBuyer = f.Side == OrderSide.Buy,
                isMaker = f.Liquidity == LiquiditySide.Maker,
                isBestMatch = true,
            }).ToArray();
    }

    private static Task<object> OrderLimitsAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<object>(request.Desk.Orders.Read(request.Desk.Now, request.Account).Select(static l =>
        {
            (string word, int length) = Intervals.Long(l.Interval);
            return new
            {
                rateLimitType = "ORDERS", interval = word, intervalNum = length, limit = l.Limit, count = l.Count,
            };
        }).ToArray());

    private static Task<object> RestrictionsAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<object>(new
        {
            ipRestrict = request.Key!.IsIpRestricted,
            createTime = 1_600_000_000_000L,
            enableReading = true,
            enableWithdrawals = request.Key.CanWithdraw,
            enableInternalTransfer = false,
            enableMargin = false,
            enableFutures = request.Key.CanTrade,
            permitsUniversalTransfer = false,
            enableVanillaOptions = false,
            enableFixApiTrade = false,
            enableFixReadOnly = false,
            enableSpotAndMarginTrading = request.Key.CanTrade,
            enablePortfolioMarginTrading = false,
        });

    /// <summary>The number that stands for the venue's name of the account: its own digits, or a hash of it.</summary>
    private static long UidOf(string? identity)
    {
        string name = identity ?? string.Empty;
        string digits = string.Concat(name.Where(char.IsAsciiDigit));
        return digits.Length is > 0 and <= 15
            ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
            : name.Aggregate(17L, static (hash, c) => ((hash * 31) + c) % 1_000_000_007L);
    }

    private static ApiRoute Signed(string path, ApiHandler handler) =>
        new("GET", path, handler) { Security = ApiSecurity.Signed };
}

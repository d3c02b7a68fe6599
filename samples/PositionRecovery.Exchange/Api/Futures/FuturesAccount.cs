namespace PositionRecovery.Exchange;

/// <summary>Balances and the account of the futures API.</summary>
internal static class FuturesAccount
{
    internal static IEnumerable<ApiRoute> Routes()
    {
        foreach (int version in new[] { 2, 3 })
        {
            yield return Signed(
                FormattableString.Invariant($"/fapi/v{version}/account"), (r, t) => AccountAsync(r, version, t), 5);
            yield return Signed(FormattableString.Invariant($"/fapi/v{version}/balance"), BalanceAsync, 5);
        }
    }

    private static async Task<object> BalanceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<BalanceReport> balances = await BalancesAsync(request, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PositionReport> positions = request.Desk.Venue.PositionsOf(request.Account);
        IReadOnlyList<AccountReport> accounts = await request.Desk.ReadAsync<AccountReport>(
            request, new AccountQuery { Account = request.Account }, cancellationToken).ConfigureAwait(false);
        return balances.Select(b => new
        {
            accountAlias = accounts[0].Identity ?? string.Empty,
            asset = b.Asset.Value,
            balance = Listing.Money(b.Total),
            crossWalletBalance = Listing.Money(b.Total),
            crossUnPnl = Listing.Money(ProfitIn(request.Desk, positions, b.Asset)),
            availableBalance = Listing.Money(b.Available ?? b.Total),
            maxWithdrawAmount = Listing.Money(b.Available ?? b.Total),
            marginAvailable = true,
            updateTime = request.Desk.NowMs,
        }).ToArray();
    }

    private static async Task<object> AccountAsync(
        ApiRequest request, int version, CancellationToken cancellationToken)
    {
        Desk desk = request.Desk;
        IReadOnlyList<BalanceReport> balances = await BalancesAsync(request, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PositionReport> positions = await FuturesPositions.ReadAsync(request, version, cancellationToken)
            .ConfigureAwait(false);
        bool isV2 = version == 2;
        string profit = Listing.Money(positions.Sum(p => FuturesPositions.Profit(desk, p)));
        string margin = Listing.Money(positions.Sum(p => FuturesPositions.InitialMargin(desk, p)));
        string wallet = Listing.Money(balances.Sum(static b => b.Total));
        string available = Listing.Money(balances.Sum(static b => b.Available ?? b.Total));
        return new
        {
            feeTier = isV2 ? 0 : (int?)null,
            canTrade = isV2 ? true : (bool?)null,
            canDeposit = isV2 ? true : (bool?)null,
            canWithdraw = isV2 ? true : (bool?)null,
            updateTime = isV2 ? 0L : (long?)null,
            multiAssetsMargin = isV2 ? false : (bool?)null,
            totalInitialMargin = margin,
            totalMaintMargin = Listing.Money(positions.Sum(p => FuturesPositions.MaintMargin(desk, p))),
            totalWalletBalance = wallet,
            totalUnrealizedProfit = profit,
            totalMarginBalance = Listing.Money(
                balances.Sum(static b => b.Total) + positions.Sum(p => FuturesPositions.Profit(desk, p))),
            totalPositionInitialMargin = margin,
            totalOpenOrderInitialMargin = "0.00000000",
            totalCrossWalletBalance = wallet,
            totalCrossUnPnl = profit,
            availableBalance = available,
            maxWithdrawAmount = available,
            assets = balances.Select(b => Asset(desk, b, positions)).ToArray(),
            positions = positions.Select(p => Position(desk, p, isV2)).ToArray(),
        };
    }

    private static object Asset(Desk desk, BalanceReport balance, IReadOnlyList<PositionReport> positions)
    {
        PositionReport[] own = [.. positions.Where(
            p => desk.Of(p.Instrument).Definition.QuoteAsset == balance.Asset)];
        decimal profit = ProfitIn(desk, own, balance.Asset);
        string margin = Listing.Money(own.Sum(p => FuturesPositions.InitialMargin(desk, p)));
        string total = Listing.Money(balance.Total);
        string available = Listing.Money(balance.Available ?? balance.Total);
        return new
        {
            asset = balance.Asset.Value,
            walletBalance = total,
            unrealizedProfit = Listing.Money(profit),
            marginBalance = Listing.Money(balance.Total + profit),
            maintMargin = Listing.Money(own.Sum(p => FuturesPositions.MaintMargin(desk, p))),
            initialMargin = margin,
            positionInitialMargin = margin,
            openOrderInitialMargin = "0.00000000",
            crossWalletBalance = total,
            crossUnPnl = Listing.Money(profit),
            availableBalance = available,
            maxWithdrawAmount = available,
            marginAvailable = true,
            updateTime = desk.NowMs,
        };
    }

    private static object Position(Desk desk, PositionReport position, bool isV2)
    {
        Listing listing = desk.Of(position.Instrument);
        bool isIsolated = position.MarginMode == MarginMode.Isolated;
        string margin = Listing.Money(FuturesPositions.InitialMargin(desk, position));
        return new
        {
            symbol = listing.Symbol,
            positionSide = Words.Of(position.Side),
            positionAmt = listing.Quantity(position.Quantity),
            unrealizedProfit = Listing.Money(FuturesPositions.Profit(desk, position)),
            isolatedMargin = "0",
            notional = Listing.Money(FuturesPositions.Notional(desk, position)),
            isolatedWallet = "0",
            initialMargin = margin,
            maintMargin = Listing.Money(FuturesPositions.MaintMargin(desk, position)),
            positionInitialMargin = isV2 ? margin : null,
            openOrderInitialMargin = isV2 ? "0" : null,
            leverage = isV2 ? Listing.Fixed(FuturesPositions.LeverageOf(desk, position), 0) : null,
            isolated = isV2 ? isIsolated : (bool?)null,
            entryPrice = isV2 ? Listing.Fixed(position.AveragePrice ?? 0m, 1) : null,
            breakEvenPrice = isV2 ? Listing.Fixed(position.AveragePrice ?? 0m, 1) : null,
            maxNotional = isV2 ? "20000000" : null,
            updateTime = Words.Ms(position.UpdatedAt),
        };
    }

    private static Task<IReadOnlyList<BalanceReport>> BalancesAsync(
        ApiRequest request, CancellationToken cancellationToken) => request.Desk.ReadAsync<BalanceReport>(
            request, new BalancesQuery { Account = request.Account }, cancellationToken);

    private static decimal ProfitIn(Desk desk, IReadOnlyList<PositionReport> positions, AssetId asset) =>
        positions.Where(p => desk.Of(p.Instrument).Definition.QuoteAsset == asset)
            .Sum(p => FuturesPositions.Profit(desk, p));

    private static ApiRoute Signed(string path, ApiHandler handler, int weight) =>
        new("GET", path, handler) { Security = ApiSecurity.Signed, Weight = _ => weight };
}

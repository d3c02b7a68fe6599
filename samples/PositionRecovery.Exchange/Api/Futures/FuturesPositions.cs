namespace PositionRecovery.Exchange;

/// <summary>Positions of the futures API. The third version shows only symbols with a position or an order, the second
/// all of them.</summary>
internal static class FuturesPositions
{
    private const decimal Maintenance = 0.004m;

    internal static IEnumerable<ApiRoute> Routes()
    {
        foreach (int version in new[] { 2, 3 })
        {
            yield return new ApiRoute(
                "GET",
                FormattableString.Invariant($"/fapi/v{version}/positionRisk"),
                async (r, t) => (await ReadAsync(r, version, t).ConfigureAwait(false))
                    .Select(p => Shape(r.Desk, p, version)).ToArray())
            {
                Security = ApiSecurity.Signed, Weight = static _ => 5,
            };
        }
    }

    /// <summary>The rows of positions, those with nothing in them included.</summary>
    internal static async Task<IReadOnlyList<PositionReport>> ReadAsync(
        ApiRequest request, int version, CancellationToken cancellationToken)
    {
        Listing? only = request.OptionalListing();
        IReadOnlyList<PositionReport> held = await request.Desk.ReadAsync<PositionReport>(
            request, new PositionsQuery { Account = request.Account, Instrument = only?.Id }, cancellationToken)
            .ConfigureAwait(false);
        bool isHedging = await request.Desk.IsHedgingAsync(request, cancellationToken).ConfigureAwait(false);
        var active = held.Select(static p => p.Instrument)
            .Concat(request.Desk.Venue.OpenOrdersOf(request.Account).Select(static o => o.Instrument)).ToHashSet();
        PositionSide[] sides = !isHedging ? [PositionSide.Net]
            : version == 2 ? [PositionSide.Net, PositionSide.Long, PositionSide.Short]
            : [PositionSide.Long, PositionSide.Short];
        var shown = held.Select(static p => (p.Instrument, p.Side)).ToHashSet();
        IEnumerable<PositionReport> flat =
            from listing in request.Desk.Listings
            where only is null || listing == only
            where version == 2 || active.Contains(listing.Id)
            from side in sides
            where !shown.Contains((listing.Id, side))
            select new PositionReport
            {
                Account = request.Account,
                Instrument = listing.Id,
                Side = side,
                Quantity = 0m,
                MarkPrice = request.Desk.Venue.PriceOf(listing.Id),
            };
        return [.. held, .. flat];
    }

    internal static decimal Profit(Desk desk, PositionReport position) => position.AveragePrice is { } paid
        && position.MarkPrice is { } mark
            ? (mark - paid) * position.Quantity * desk.Of(position.Instrument).Definition.Multiplier
            : 0m;

    internal static decimal Notional(Desk desk, PositionReport position) =>
        position.Quantity * (position.MarkPrice ?? 0m) * desk.Of(position.Instrument).Definition.Multiplier;

    internal static decimal InitialMargin(Desk desk, PositionReport position) =>
        Math.Abs(Notional(desk, position)) / LeverageOf(desk, position);

    internal static decimal MaintMargin(Desk desk, PositionReport position) =>
        Math.Abs(Notional(desk, position)) * Maintenance;

    internal static decimal LeverageOf(Desk desk, PositionReport position) =>
        position.Leverage is > 0m and { } leverage ? leverage : desk.Leverage;

    private static object Shape(Desk desk, PositionReport position, int version)
    {
        Listing listing = desk.Of(position.Instrument);
        string entry = Listing.Fixed(position.AveragePrice ?? 0m, 1);
        string amount = listing.Quantity(position.Quantity);
        string mark = Listing.Fixed(position.MarkPrice ?? 0m, 8);
        string liquidation = position.LiquidationPrice is { } price ? listing.Price(price) : "0";
        string margin = Listing.Money(InitialMargin(desk, position));
        if (version == 2)
        {
            return new
            {
                symbol = listing.Symbol,
                positionSide = Words.Of(position.Side),
                positionAmt = amount,
                entryPrice = entry,
                breakEvenPrice = entry,
                markPrice = mark,
                unRealizedProfit = Listing.Money(Profit(desk, position)),
                liquidationPrice = liquidation,
                leverage = Listing.Fixed(LeverageOf(desk, position), 0),
                maxNotionalValue = "20000000",
                marginType = position.MarginMode == MarginMode.Isolated ? "isolated" : "cross",
                isolatedMargin = "0.00000000",
                isAutoAddMargin = "false",
                notional = Listing.Money(Notional(desk, position)),
                isolatedWallet = "0",
                updateTime = Words.Ms(position.UpdatedAt),
            };
        }

        return new
        {
            symbol = listing.Symbol,
            positionSide = Words.Of(position.Side),
            positionAmt = amount,
            entryPrice = entry,
            breakEvenPrice = entry,
            markPrice = mark,
            unRealizedProfit = Listing.Money(Profit(desk, position)),
            liquidationPrice = liquidation,
            isolatedMargin = "0",
            notional = Listing.Money(Notional(desk, position)),
            marginAsset = listing.QuoteAsset,
            isolatedWallet = "0",
            initialMargin = margin,
            maintMargin = Listing.Money(MaintMargin(desk, position)),
            positionInitialMargin = margin,
            openOrderInitialMargin = "0",
            adl = position.Quantity == 0m ? 0 : 2,
            bidNotional = "0",
            askNotional = "0",
            updateTime = Words.Ms(position.UpdatedAt),
        };
    }
}

using System.Globalization;

namespace PositionRecovery.Exchange;

/// <summary>Executions, income and forced orders of the futures API.</summary>
internal static class FuturesHistory
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>Income may be asked for over all the time that it is kept for.</summary>
    private static readonly TimeSpan IncomeIsKept = TimeSpan.FromDays(93);

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Signed("/fapi/v1/userTrades", TradesAsync) with { Weight = static _ => 5 };
        yield return Signed("/fapi/v1/income", IncomeAsync) with { Weight = static _ => 30 };
        yield return Signed("/fapi/v1/forceOrders", ForcedAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 20 : 50,
        };
    }

    internal static long TradeNumber(FillReport fill) =>
        long.TryParse(fill.Trade.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : fill.Sequence ?? throw new InvalidOperationException($"The trade id '{fill.Trade}' is no number.");

    private static async Task<object> TradesAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        ApiParameters parameters = request.Parameters;
        Listing listing = request.Listing();
        int limit = request.Limit(500, 1_000);
        long? from = parameters.Long("fromId");
        long? order = parameters.Long("orderId");
        if (from is not null && (parameters.Has("startTime") || parameters.Has("endTime")))
        {
            throw ApiException.BadCombination();
        }

        var window = Window.Of(request, LongestWindow);
        bool isTimed = from is null && (order is null || window.HasStart || parameters.Has("endTime"));
        IReadOnlyList<FillReport> fills = await request.Desk.ReadAsync<FillReport>(
            request,
            new FillsQuery
            {
                Account = request.Account,
                Instrument = listing.Id,
                From = isTimed ? window.Start : DateTimeOffset.UnixEpoch,
            },
            cancellationToken).ConfigureAwait(false);
        Dictionary<FillReport, decimal> profits = RealizedProfit.Of(
            request.Desk.Venue.FillsOf(request.Account).Where(f => f.Instrument == listing.Id), listing.Definition);
        return Pages.Cut(
            fills.Where(f => (from is not { } first || TradeNumber(f) >= first)
                && (order is not { } id || f.VenueOrder == Desk.Id(id))
                && (!isTimed || window.Has(f.At))),
            TradeNumber,
            limit,
            from is not null || window.HasStart)
            .Select(f => Trade(listing, f, profits.GetValueOrDefault(f))).ToArray();
    }

    private static object Trade(Listing listing, FillReport fill, decimal profit) => new
    {
        symbol = listing.Symbol,
        id = TradeNumber(fill),
        orderId = Desk.Number(fill.VenueOrder),
        side = Words.Of(fill.Side),
        positionSide = Words.Of(fill.PositionSide),
        price = listing.Price(fill.Price),
        qty = listing.Quantity(fill.Quantity),
        quoteQty = Listing.Fixed(fill.Price * fill.Quantity * listing.Definition.Multiplier, 5),
        realizedPnl = Listing.Money(profit),
        commission = Listing.Fixed(fill.Fee, 8),
        commissionAsset = fill.FeeAsset?.Value ?? listing.QuoteAsset,
        marginAsset = listing.QuoteAsset,
        time = Words.Ms(fill.At),
        buyer = fill.Side == OrderSide.Buy,
        maker = fill.Liquidity == LiquiditySide.Maker,
    };

    private static async Task<object> IncomeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        int limit = request.Limit(100, 1_000);
        string? type = request.Parameters.Text("incomeType");
        Listing? only = request.OptionalListing();
        var window = Window.Of(request, IncomeIsKept, LongestWindow);
        IReadOnlyList<CashFlowReport> flows = await request.Desk.ReadAsync<CashFlowReport>(
            request,
            new CashFlowsQuery { Account = request.Account, Instrument = only?.Id, From = window.Start },
            cancellationToken).ConfigureAwait(false);
        return Pages.Cut(
            flows.Select(f => OfFlow(request.Desk, f)).OfType<Income>().Concat(OfTrades(request, only))
                .Where(i => window.Has(i.At) && (type is null || i.Type == type)),
            static i => i.At.ToUnixTimeMilliseconds(),
            limit,
            window.HasStart)
            .OrderBy(static i => i.At).Select(static i => new
            {
                symbol = i.Symbol,
                incomeType = i.Type,
                income = Listing.Money(i.Amount),
                asset = i.Asset,
                info = i.Type,
                time = Words.Ms(i.At),
                tranId = i.Number,
                tradeId = i.Trade,
            }).ToArray();
    }

    private static Income? OfFlow(Desk desk, CashFlowReport flow)
    {
        string? type = flow.FlowKind switch
        {
            CashFlowKind.Transfer => "TRANSFER",
            CashFlowKind.Funding => "FUNDING_FEE",
            CashFlowKind.Settlement => "DELIVERED_SETTELMENT",
            CashFlowKind.Fee => "COMMISSION",
            CashFlowKind.Split => null, // no money moves
            _ => "NO_SUCH_INCOME",
        };
        string digits = string.Concat(flow.Id.Value.Where(char.IsAsciiDigit));
        return type is null ? null : new Income(
            flow.Instrument is { } id ? desk.Of(id).Symbol : string.Empty,
            type,
            flow.Amount,
            flow.Asset.Value,
            flow.At,
            digits.Length > 0 ? long.Parse(digits, CultureInfo.InvariantCulture) : 0L,
            string.Empty);
    }

    /// <summary>What executions earned and cost.</summary>
    private static IEnumerable<Income> OfTrades(ApiRequest request, Listing? only)
    {
        foreach (IGrouping<InstrumentId, FillReport> fills in request.Desk.Venue.FillsOf(request.Account)
            .Where(f => only is null || f.Instrument == only.Id).GroupBy(static f => f.Instrument))
        {
            Listing listing = request.Desk.Of(fills.Key);
            Dictionary<FillReport, decimal> profits = RealizedProfit.Of(fills, listing.Definition);
            foreach (FillReport fill in fills)
            {
                long number = TradeNumber(fill);
                string trade = number.ToString(CultureInfo.InvariantCulture);
                if (fill.Fee != 0m)
                {
                    yield return new Income(
                        listing.Symbol, "COMMISSION", -fill.Fee, fill.FeeAsset?.Value ?? listing.QuoteAsset, fill.At,
                        number, trade);
                }

                if (profits[fill] != 0m)
                {
                    yield return new Income(
                        listing.Symbol, "REALIZED_PNL", profits[fill], listing.QuoteAsset, fill.At, number, trade);
                }
            }
        }
    }

    private static async Task<object> ForcedAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        int limit = request.Limit(50, 100);
        string? kind = request.Parameters.Text("autoCloseType");
        var window = Window.Of(request, TimeSpan.FromDays(90));
        IReadOnlyList<OrderReport> orders = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OrderHistoryQuery
            {
                Account = request.Account, Instrument = request.OptionalListing()?.Id, From = window.Start,
            },
            cancellationToken).ConfigureAwait(false);
        return Pages.Cut(
            orders.Where(o => window.Has(o.CreatedAt ?? DateTimeOffset.MinValue)
                && (kind != "ADL" && o.Origin == OrderOrigin.Liquidation
                    || kind != "LIQUIDATION" && o.Origin == OrderOrigin.AutoDeleveraging)),
            static o => Desk.Number(o.VenueOrder),
            limit,
            window.HasStart).Select(o => FuturesOrderShape.Queried(request.Desk, o)).ToArray();
    }

    private static ApiRoute Signed(string path, ApiHandler handler) =>
        new("GET", path, handler) { Security = ApiSecurity.Signed };

    private sealed record Income(
        string Symbol, string Type, decimal Amount, string Asset, DateTimeOffset At, long Number, string Trade);
}

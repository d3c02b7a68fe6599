namespace PositionRecovery.Exchange;

/// <summary>Conditional orders of the futures API, which live in a service of their own until they are triggered.
/// </summary>
internal static class FuturesAlgoOrders
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Signed("POST", "/fapi/v1/algoOrder", PlaceAsync) with { IsOrder = true, Weight = static _ => 0 };
        yield return Signed("GET", "/fapi/v1/algoOrder", OneAsync);
        yield return Signed("DELETE", "/fapi/v1/algoOrder", CancelAsync);
        yield return Signed("GET", "/fapi/v1/openAlgoOrders", OpenAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 1 : 40,
        };
        yield return Signed("GET", "/fapi/v1/allAlgoOrders", AllAsync) with { Weight = static _ => 5 };
        yield return Signed("DELETE", "/fapi/v1/algoOpenOrders", CancelAllAsync);
    }

    private static async Task<object> PlaceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        (OrderIntent intent, decimal? trailing, OrderNotes notes) = FuturesOrderForm.Conditional(request);
        OrderReport order = await request.Desk.PlaceAsync(request, intent, trailing, notes, cancellationToken)
            .ConfigureAwait(false);
        return Shape(request.Desk, order);
    }

    private static async Task<object> OneAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        (long? number, ClientOrderId? client) = Named(request);
        IReadOnlyList<OrderReport> found = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OrderQuery
            {
                Account = request.Account,
                VenueOrder = number is { } id ? Desk.Id(id) : null,
                ClientOrder = number is null ? client : null,
                Class = OrderClass.Conditional,
            },
            cancellationToken).ConfigureAwait(false);
        return Shape(
            request.Desk,
            found.OrderBy(static o => Desk.Number(o.VenueOrder)).LastOrDefault() ?? throw ApiException.NoSuchOrder());
    }

    private static async Task<object> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        long? number = request.Parameters.Long("algoId");
        IReadOnlyList<OrderReport> open = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OpenOrdersQuery
            {
                Account = request.Account,
                Instrument = request.OptionalListing()?.Id,
                Class = OrderClass.Conditional,
            },
            cancellationToken).ConfigureAwait(false);
        return open.Where(o => number is null || Desk.Number(o.VenueOrder) == number)
            .Select(o => Shape(request.Desk, o)).ToArray();
    }

    private static async Task<object> AllAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        int limit = request.Limit(500, 1_000);
        long? from = request.Parameters.Long("algoId");
        var window = Window.Of(request, LongestWindow);
        IReadOnlyList<OrderReport> orders = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OrderHistoryQuery
            {
                Account = request.Account,
                Instrument = request.Listing().Id,
                Class = OrderClass.Conditional,
                From = from is null ? window.Start : DateTimeOffset.UnixEpoch,
            },
            cancellationToken).ConfigureAwait(false);
        return Pages.Cut(
            orders.Where(o => from is { } id
                ? Desk.Number(o.VenueOrder) >= id
                : o.CreatedAt is { } at && window.Has(at)),
            static o => Desk.Number(o.VenueOrder),
            limit,
            from is not null || window.HasStart).Select(o => Shape(request.Desk, o)).ToArray();
    }

    private static async Task<object> CancelAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        (long? number, ClientOrderId? client) = Named(request);
        OrderReport? working = request.Desk.Working(request.Account, null, number, client, OrderClass.Conditional);
        Listing listing = working is null ? request.Desk.Listings[0] : request.Desk.Of(working.Instrument);
        OrderReport canceled = await request.Desk.CancelAsync(request, listing, working, cancellationToken)
            .ConfigureAwait(false);
        return new
        {
            algoId = Desk.Number(canceled.VenueOrder),
            clientAlgoId = Words.ClientIdOf(canceled),
            code = "200",
            msg = "success",
        };
    }

    private static async Task<object> CancelAllAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Listing listing = request.Listing();
        foreach (OrderReport order in request.Desk.Venue.OpenOrdersOf(request.Account)
            .Where(o => o.Instrument == listing.Id && o.Class == OrderClass.Conditional))
        {
            await request.Desk.CancelAsync(request, listing, order, cancellationToken).ConfigureAwait(false);
        }

        return new { code = 200, msg = "The operation of cancel all open order is done." };
    }

    private static (long? Number, ClientOrderId? Client) Named(ApiRequest request)
    {
        long? number = request.Parameters.Long("algoId");
        ClientOrderId? client = Filters.Asked(request, "clientAlgoId");
        return number is null && client is null
            ? throw new ApiException(-1102, "Param 'algoId' or 'clientAlgoId' must be sent, but both were empty/null!")
            : (number, client);
    }

    private static object Shape(Desk desk, OrderReport order)
    {
        Listing listing = desk.Of(order.Instrument);
        OrderNotes notes = desk.Notes[order.VenueOrder!.Value];
        OrderReport? actual = order.ReplacedBy is { } successor ? desk.Order(order.Account, successor) : null;
        return new
        {
            algoId = Desk.Number(order.VenueOrder),
            clientAlgoId = Words.ClientIdOf(order),
            algoType = "CONDITIONAL",
            orderType = FuturesOrderShape.TypeOf(order.Type),
            symbol = listing.Symbol,
            side = Words.Of(order.Side),
            positionSide = Words.Of(order.PositionSide),
            timeInForce = Words.TimeInForceOf(order),
            quantity = listing.Quantity(order.Quantity),
            algoStatus = StatusOf(order, actual),
            actualOrderId = actual?.VenueOrder?.Value ?? string.Empty,
            actualPrice = actual is null ? "0" : Listing.Fixed(actual.AveragePrice ?? 0m, 5),
            actualQty = actual is null ? "0" : listing.Quantity(actual.Filled),
            actualType = actual is null ? null : FuturesOrderShape.TypeOf(actual.Type),
            triggerPrice = listing.Price(order.TriggerPrice),
            price = order.Price is { } limit ? listing.Price(limit) : "0",
            workingType = notes.WorkingType,
            priceMatch = "NONE",
            selfTradePreventionMode = notes.SelfTradePrevention,
            closePosition = notes.ClosesPosition || order.Quantity == 0m,
            priceProtect = notes.PriceProtect,
            reduceOnly = order.IsReduceOnly,
            activatePrice = notes.ActivatePrice is { } activation ? listing.Price(activation) : null,
            callbackRate = notes.CallbackRate is { } rate ? Listing.Fixed(rate, 1) : null,
            createTime = Words.Ms(order.CreatedAt),
            updateTime = Words.Ms(order.UpdatedAt),
            triggerTime = actual is null ? 0L : Words.Ms(actual.CreatedAt),
            goodTillDate = notes.GoodTillDate,
        };
    }

    private static string StatusOf(OrderReport order, OrderReport? actual) => actual is not null
        ? Words.IsOpen(actual) ? "TRIGGERED" : "FINISHED"
        : order.Status == OrderStatus.Canceled && order.Reason is not null ? "EXPIRED" // not by the user
        : Words.StatusOf(order);

    private static ApiRoute Signed(string method, string path, ApiHandler handler) =>
        new(method, path, handler) { Security = ApiSecurity.Signed };
}

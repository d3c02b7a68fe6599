namespace PositionRecovery.Exchange;

/// <summary>Plain orders of the futures API.</summary>
internal static class FuturesOrders
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Signed("GET", "/fapi/v1/order", OneAsync);
        yield return Signed("GET", "/fapi/v1/openOrder", OpenOneAsync);
        yield return Signed("GET", "/fapi/v1/openOrders", OpenAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 1 : 40,
        };
        yield return Signed("GET", "/fapi/v1/allOrders", AllAsync) with { Weight = static _ => 5 };
        yield return Signed("POST", "/fapi/v1/order", PlaceAsync) with { IsOrder = true, Weight = static _ => 0 };
        yield return Signed("DELETE", "/fapi/v1/order", CancelAsync);
        yield return Signed("DELETE", "/fapi/v1/allOpenOrders", CancelAllAsync);
    }

    /// <summary>Finds what the parameters name; <c>null</c> when nothing is found.</summary>
    internal static async Task<OrderReport?> FindAsync(
        ApiRequest request, Listing listing, CancellationToken cancellationToken)
    {
        long? number = request.Parameters.Long("orderId");
        ClientOrderId? client = Filters.Asked(request, "origClientOrderId");
        if (number is null && client is null)
        {
            throw new ApiException(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
        }

        IReadOnlyList<OrderReport> found = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OrderQuery
            {
                Account = request.Account,
                Instrument = listing.Id,
                VenueOrder = number is { } id ? Desk.Id(id) : null,
                ClientOrder = number is null ? client : null,
                Class = OrderClass.Regular,
            },
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[^1];
    }

    private static async Task<object> OneAsync(ApiRequest request, CancellationToken cancellationToken) =>
        FuturesOrderShape.Queried(
            request.Desk,
            await FindAsync(request, request.Listing(), cancellationToken).ConfigureAwait(false)
                ?? throw ApiException.NoSuchOrder());

    private static async Task<object> OpenOneAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await FindAsync(request, request.Listing(), cancellationToken).ConfigureAwait(false) is { } order
            && Words.IsOpen(order)
                ? FuturesOrderShape.Queried(request.Desk, order)
                : throw ApiException.NoSuchOrder();

    private static async Task<object> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        (await request.Desk.ReadAsync<OrderReport>(
            request,
            new OpenOrdersQuery
            {
                Account = request.Account,
                Instrument = request.OptionalListing()?.Id,
                Class = OrderClass.Regular,
            },
            cancellationToken).ConfigureAwait(false))
            .Select(o => FuturesOrderShape.Queried(request.Desk, o)).ToArray();

    private static async Task<object> AllAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        int limit = request.Limit(500, 1_000);
        long? from = request.Parameters.Long("orderId");
        var window = Window.Of(request, LongestWindow);
        IReadOnlyList<OrderReport> orders = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OrderHistoryQuery
            {
                Account = request.Account,
                Instrument = request.OptionalListing()?.Id,
                Class = OrderClass.Regular,
                From = from is null ? window.Start : DateTimeOffset.UnixEpoch,
            },
            cancellationToken).ConfigureAwait(false);
        return Pages.Cut(
            orders.Where(o => from is { } id
                ? Desk.Number(o.VenueOrder) >= id
                : o.CreatedAt is { } at && window.Has(at)),
            static o => Desk.Number(o.VenueOrder),
            limit,
            from is not null || window.HasStart).Select(o => FuturesOrderShape.Queried(request.Desk, o)).ToArray();
    }

    private static async Task<object> PlaceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        (OrderIntent intent, OrderNotes notes) = FuturesOrderForm.Plain(request);
        OrderReport order = await request.Desk.PlaceAsync(request, intent, null, notes, cancellationToken)
            .ConfigureAwait(false);
        bool showsResult = request.Parameters.Text("newOrderRespType") == "RESULT";
        return FuturesOrderShape.Written(request.Desk, showsResult ? order : order with
        {
            Status = OrderStatus.Accepted,
            Filled = 0m,
            Quantity = intent.Quantity,
        });
    }

    private static async Task<object> CancelAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Listing listing = request.Listing();
        long? number = request.Parameters.Long("orderId");
        ClientOrderId? client = Filters.Asked(request, "origClientOrderId");
        if (number is null && client is null)
        {
            throw new ApiException(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
        }

        OrderReport? working = request.Desk.Working(request.Account, listing.Id, number, client, OrderClass.Regular);
        return FuturesOrderShape.Written(
            request.Desk,
            await request.Desk.CancelAsync(request, listing, working, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<object> CancelAllAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Listing listing = request.Listing();
        foreach (OrderReport order in request.Desk.Venue.OpenOrdersOf(request.Account)
            .Where(o => o.Instrument == listing.Id && o.Class == OrderClass.Regular))
        {
            await request.Desk.CancelAsync(request, listing, order, cancellationToken).ConfigureAwait(false);
        }

        return new { code = 200, msg = "The operation of cancel all open order is done." };
    }

    private static ApiRoute Signed(string method, string path, ApiHandler handler) =>
        new(method, path, handler) { Security = ApiSecurity.Signed };
}

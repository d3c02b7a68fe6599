namespace PositionRecovery.Exchange;

/// <summary>Orders of the spot API; those that wait for a trigger are among them.</summary>
internal static class SpotOrders
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    internal static IEnumerable<ApiRoute> Routes()
    {
        yield return Signed("GET", "/api/v3/order", OneAsync) with { Weight = static _ => 4 };
        yield return Signed("GET", "/api/v3/openOrders", OpenAsync) with
        {
            Weight = static r => r.Parameters.Has("symbol") ? 6 : 80,
        };
        yield return Signed("GET", "/api/v3/allOrders", AllAsync) with { Weight = static _ => 20 };
        yield return Signed("POST", "/api/v3/order", PlaceAsync) with { IsOrder = true };
        yield return Signed("DELETE", "/api/v3/order", CancelAsync);
        yield return Signed("DELETE", "/api/v3/openOrders", CancelAllAsync);
    }

    private static async Task<object> OneAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        OrderReport order = await FuturesOrders.FindAsync(request, request.Listing(), cancellationToken)
            .ConfigureAwait(false) ?? throw ApiException.NoSuchOrder();
        return request.Parameters.Has("orderId") && Filters.Asked(request, "origClientOrderId") is { } client
            && order.ClientOrder != client
                ? throw new ApiException(-2039, "Client order ID is not correct for this order ID.")
                : SpotOrderShape.Queried(request.Desk, order);
    }

    private static async Task<object> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        (await request.Desk.ReadAsync<OrderReport>(
            request,
            new OpenOrdersQuery { Account = request.Account, Instrument = request.OptionalListing()?.Id },
            cancellationToken).ConfigureAwait(false))
            .Select(o => SpotOrderShape.Queried(request.Desk, o)).ToArray();

    private static async Task<object> AllAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        int limit = request.Limit(500, 1_000);
        long? from = request.Parameters.Long("orderId");
        SpotWindow window = SpotWindow.Of(request, LongestWindow);
        IReadOnlyList<OrderReport> orders = await request.Desk.ReadAsync<OrderReport>(
            request,
            new OrderHistoryQuery
            {
                Account = request.Account,
                Instrument = request.Listing().Id,
                From = window.Start,
            },
            cancellationToken).ConfigureAwait(false);
        return Pages.Cut(
            orders.Where(o => (from is not { } id || Desk.Number(o.VenueOrder) >= id)
                && o.CreatedAt is { } at && window.Has(at)),
            static o => Desk.Number(o.VenueOrder),
            limit,
            from is not null || window.HasStart).Select(o => SpotOrderShape.Queried(request.Desk, o)).ToArray();
    }

    private static async Task<object> PlaceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        OrderIntent intent = SpotOrderForm.Read(request);
        Desk desk = request.Desk;
        OrderReport order = await desk.PlaceAsync(
            request,
            intent,
            null,
            new OrderNotes
            {
                SelfTradePrevention = request.Parameters.Text("selfTradePreventionMode") ?? "EXPIRE_MAKER",
            },
            cancellationToken).ConfigureAwait(false);
        if (order.Filled > 0m)
        {
            desk.Orders.GiveBack(desk.Now, request.Account);
        }

        string standard = intent.Type is OrderType.Market or OrderType.Limit ? "FULL" : "ACK";
        return SpotOrderShape.Placed(desk, order, request.Parameters.Text("newOrderRespType") ?? standard);
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

        string cancellation = Filters.ClientId(request, "newClientOrderId").Value;
        OrderReport? working = request.Desk.Working(request.Account, listing.Id, number, client, OrderClass.Regular);
        return SpotOrderShape.Canceled(
            request.Desk,
            await request.Desk.CancelAsync(request, listing, working, cancellationToken).ConfigureAwait(false),
            cancellation);
    }

    private static async Task<object> CancelAllAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Listing listing = request.Listing();
        OrderReport[] open = [.. request.Desk.Venue.OpenOrdersOf(request.Account)
            .Where(o => o.Instrument == listing.Id)];
        if (open.Length == 0)
        {
            throw ApiException.CancelRejected();
        }

        var canceled = new List<object>();
        foreach (OrderReport order in open)
        {
            OrderReport ended = await request.Desk.CancelAsync(request, listing, order, cancellationToken)
                .ConfigureAwait(false);
            canceled.Add(SpotOrderShape.Canceled(request.Desk, ended, request.Desk.Invent().Value));
        }

        return canceled;
    }

    private static ApiRoute Signed(string method, string path, ApiHandler handler) =>
        new(method, path, handler) { Security = ApiSecurity.Signed };
}

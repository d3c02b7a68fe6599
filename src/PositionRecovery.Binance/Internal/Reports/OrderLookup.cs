namespace PositionRecovery.Binance;

/// <summary>What became of one order. Each service has ids of its own and the same client id may be in both, so both
/// are asked where none is named; an order that came of a conditional one is looked up under its own id.</summary>
internal sealed class OrderLookup(Desk desk)
{
    private readonly Calls _calls = desk.Calls;

    internal async ValueTask<VenueAnswer> ReadAsync(
        OrderQuery query, string? symbol, CancellationToken cancellationToken)
    {
        bool isRegular = query.Class is null or OrderClass.Regular;
        bool isConditional = !_calls.IsSpot && query.Class is null or OrderClass.Conditional;
        if ((_calls.IsSpot && query.Class == OrderClass.Conditional) || (isRegular && symbol is null))
        {
            return VenueAnswer.Unsupported(query); // working orders are asked for by symbol
        }

        if (query.VenueOrder is null && query.ClientOrder is null)
        {
            return VenueAnswer.Failed(query, "the query names no order");
        }

        if (query is { VenueOrder: { } venue, ClientOrder: null } && !IsNumber(venue))
        {
            return VenueAnswer.Failed(query, $"VenueOrder is '{venue}', which is no number");
        }

        var found = new Finds(new AnswerDraft(query));
        if (isRegular)
        {
            await RegularAsync(found, symbol!, cancellationToken).ConfigureAwait(false);
        }

        if (isConditional)
        {
            await ConditionalAsync(found, symbol, cancellationToken).ConfigureAwait(false);
        }

        return found.End();
    }

    private async ValueTask RegularAsync(Finds found, string symbol, CancellationToken cancellationToken)
    {
        var query = (OrderQuery)found.Draft.Query;
        OrderReport? byId = null;
        if (query.VenueOrder is { } id && IsNumber(id))
        {
            byId = await TryAsync(found, _calls.Order(symbol, id.Value, null), desk.OrdersAsync, cancellationToken)
                .ConfigureAwait(false);
        }

        if (query.ClientOrder is { } client && byId?.ClientOrder != client)
        {
            await TryAsync(found, _calls.Order(symbol, null, client.Value), desk.OrdersAsync, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async ValueTask ConditionalAsync(Finds found, string? symbol, CancellationToken cancellationToken)
    {
        var query = (OrderQuery)found.Draft.Query;
        OrderReport? order = null;
        bool isKnown = query.ClientOrder is not null && found.Has(query.ClientOrder);
        if (query.VenueOrder is { } id && IsNumber(id) && !isKnown)
        {
            order = await TryAsync(found, _calls.AlgoOrder(id.Value, null), desk.AlgoOrdersAsync, cancellationToken)
                .ConfigureAwait(false);
            if (order is null && found.IsEmpty && symbol is not null)
            {
                order = await FromListAsync(found, symbol, id, cancellationToken).ConfigureAwait(false);
            }
        }

        if (query.ClientOrder is { } client && order?.ClientOrder != client)
        {
            order = await TryAsync(
                found, _calls.AlgoOrder(null, client.Value), desk.AlgoOrdersAsync, cancellationToken)
                .ConfigureAwait(false);
        }

        if (query.Class is null && symbol is not null && order?.ReplacedBy is { } next
            && !found.Has(OrderClass.Regular, next))
        {
            await TryAsync(found, _calls.Order(symbol, next.Value, null), desk.OrdersAsync, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Under load a lookup by id may not find an order that the list has.</summary>
    private async ValueTask<OrderReport?> FromListAsync(
        Finds found, string symbol, VenueOrderId id, CancellationToken cancellationToken)
    {
        if (found.HasNoConditional)
        {
            return null;
        }

        var told = await desk.AlgoOrdersAsync(_calls.AlgoOrdersFrom(symbol, id.Value), cancellationToken)
            .ConfigureAwait(false);
        return found.Take(told with
        {
            Page = told.Page with { Rows = told.Page.Rows.FindAll(r => r.VenueOrder == id) },
        });
    }

    /// <summary>Asks for an order; that it is not there is an answer, too.</summary>
    private async ValueTask<OrderReport?> TryAsync(
        Finds found,
        ApiRequest request,
        Func<ApiRequest, CancellationToken, int, ValueTask<(Page<OrderReport> Page, DateTimeOffset AsOf)>> ask,
        CancellationToken cancellationToken)
    {
        DateTimeOffset before = desk.Now;
        try
        {
            return found.Take(await ask(request, cancellationToken, Rows.Many).ConfigureAwait(false));
        }
        catch (ApiException thrown) when (ReadFailures.IsNotFound(thrown, _calls.IsSpot))
        {
            found.Draft.Hold(before);
            return null;
        }
        catch (ApiException thrown) when (ReadFailures.HasNoService(thrown, _calls.Product))
        {
            found.Draft.Hold(before);
            found.HasNoConditional = true;
            return null;
        }
    }

    private static bool IsNumber(VenueOrderId id) =>
        id.Value.Length <= 19 && id.Value.All(char.IsAsciiDigit);

    /// <summary>The orders found so far, each once.</summary>
    private sealed class Finds(AnswerDraft draft)
    {
        private readonly Dictionary<(OrderClass, VenueOrderId?), OrderReport> _orders = [];

        internal AnswerDraft Draft => draft;

        internal bool IsEmpty => _orders.Count == 0;

        internal bool HasNoConditional { get; set; }

        internal bool Has(ClientOrderId? client) => _orders.Values.Any(o => o.ClientOrder == client);

        internal bool Has(OrderClass service, VenueOrderId id) => _orders.ContainsKey((service, id));

        internal OrderReport? Take((Page<OrderReport> Page, DateTimeOffset AsOf) told)
        {
            draft.Take(told with { Page = told.Page with { Rows = [] } });
            OrderReport? first = told.Page.Rows.FirstOrDefault();
            if (first is not null && draft.Query.Instrument is { } asked && first.Instrument != asked)
            {
                draft.Lack($"symbol of the order {first.VenueOrder} is that of {first.Instrument}, asked was {asked}");
                return null;
            }

            if (first is not null)
            {
                _orders[(first.Class, first.VenueOrder)] = first;
            }

            return first;
        }

        internal VenueAnswer End()
        {
            draft.Add(_orders.Values);
            return draft.End();
        }
    }
}

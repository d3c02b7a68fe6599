using System.Text.Json;
using System.Text.Json.Serialization;
using PositionRecovery.Testing;

namespace PositionRecovery.Exchange;

/// <summary>The control of an exchange over HTTP. Asks for no key.</summary>
internal static class ControlRoutes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static void Map(WebApplication app, ExchangeControl control)
    {
        Post<HttpFaultOrder>(app, "/control/faults", o => control.Plant(o.ToFault()));
        Post<VenueFaultOrder>(app, "/control/venue-faults", o => control.Plant(
            new VenueFault
            {
                Kind = o.Kind,
                Call = o.Call,
                Instrument = o.Symbol is { } symbol ? control.InstrumentOf(symbol, o.Spot) : null,
                Nth = o.Nth,
                Times = o.Times,
                Time = TimeSpan.FromSeconds(o.Seconds),
                Reason = o.Reason,
            },
            o.Spot));
        Post<PriceOrder>(app, "/control/price", o => control.SetPrice(o.Symbol, o.Price, o.Liquidity, o.Spot));
        Post<TradeOrder>(app, "/control/trade", o => Must(
            control.Trade(o.Symbol, o.Side, o.Quantity, AccountOf(o.Account), o.Spot)));
        Post<TouchOrder>(app, "/control/cancel", o => control.Cancel(new ClientOrderId(o.ClientOrderId), o.Spot));
        Post<TouchOrder>(
            app, "/control/fill", o => control.Fill(new ClientOrderId(o.ClientOrderId), o.Quantity, o.Spot));
        Post<LiquidationOrder>(
            app, "/control/liquidate", o => control.Liquidate(o.Symbol, o.PositionSide, AccountOf(o.Account)));
        app.MapDelete("/control/faults", (RequestDelegate)(context =>
        {
            control.Heal();
            return WriteAsync(context, StatusCodes.Status200OK, new { done = true });
        }));
        app.MapGet("/control/faults", (RequestDelegate)(context =>
            WriteAsync(context, StatusCodes.Status200OK, control.Faults)));
        app.MapGet("/control/requests", (RequestDelegate)(context =>
            WriteAsync(context, StatusCodes.Status200OK, control.Requests)));
        app.MapGet("/control/ledger", (RequestDelegate)(context => WriteAsync(
            context, StatusCodes.Status200OK,
            LedgerOf(control.Ledger(string.Equals(context.Request.Query["spot"], "true", StringComparison.Ordinal))))));
    }

    private static object LedgerOf(IReadOnlyList<AcceptedOrder> orders) => new
    {
        orders = orders.Select(static o => new
        {
            number = o.Number,
            clientOrderId = o.Id.Value,
            orderId = o.VenueOrder.Value,
            account = o.Intent.Account.Value,
            symbol = Listing.SymbolOf(o.Intent.Instrument),
            side = o.Intent.Side,
            type = o.Intent.Type,
            positionSide = o.Intent.PositionSide,
            quantity = o.Intent.Quantity,
            price = o.Intent.Price,
            triggerPrice = o.Intent.TriggerPrice,
            reduceOnly = o.Intent.IsReduceOnly,
            at = o.At,
            placedBy = o.PlacedBy,
            origin = o.Origin,
            occurrence = o.Occurrence,
        }),
        counts = orders.GroupBy(static o => o.Id.Value).ToDictionary(static g => g.Key, static g => g.Count()),
    };

    private static AccountId? AccountOf(string? name) => name is null ? null : new AccountId(name);

    private static void Must(SubmitResult result)
    {
        if (result.Status != SubmitStatus.Accepted)
        {
            throw new InvalidOperationException($"{result.Status}: {result.Reason}");
        }
    }

    private static void Post<T>(WebApplication app, string path, Action<T> work) => app.MapPost(
        path, (RequestDelegate)(async context =>
        {
            try
            {
                T order = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted)
                    .ConfigureAwait(false) ?? throw new ArgumentException("The body is empty.");
                work(order);
                await WriteAsync(context, StatusCodes.Status200OK, new { done = true }).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
            {
                await WriteAsync(context, StatusCodes.Status400BadRequest, new { error = fault.Message })
                    .ConfigureAwait(false);
            }
        }));

    private static Task WriteAsync(HttpContext context, int status, object answer)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(answer, answer.GetType(), Json, context.RequestAborted);
    }
}

using PositionRecovery.Binance;
using PositionRecovery.Exchange;
using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>The adapter under the conformance cases: over HTTP, at an exchange of its own.</summary>
internal sealed class HttpVenueFixture : VenueFixture
{
    private readonly SwiftClock _clock = new();
    private readonly Account _kind;
    private readonly SimulatedVenue _venue;
    private readonly ExchangeServer _server;

    internal HttpVenueFixture(Account kind)
    {
        _kind = kind;
        Account = Things.IdOf(kind);
        Instruments = [Things.Instrument(kind, "BTCUSDT", 0.1m, 0.1m), Things.Instrument(kind, "ETHUSDT", 0.1m, 0.1m)];
        _venue = new SimulatedVenue(Things.VenueOf(kind, _clock, Instruments));
        foreach (InstrumentDefinition instrument in Instruments)
        {
            _venue.SetPrice(instrument.Id, 100m);
        }

        _server = Task.Run(() => Things.ServeAsync(kind, _venue, _clock)).GetAwaiter().GetResult();
        VenuePorts ports = BinanceVenue.Connect(Things.OptionsOf(kind, _server, _clock));
        Ports = kind == Http.Tests.Account.Hedge
            ? new VenuePorts { Reports = ports.Reports, Orders = new LongLeg(ports.Orders!), History = ports.History }
            : ports;
    }

    public override VenuePorts Ports { get; }

    public override AccountId Account { get; }

    public override IReadOnlyList<InstrumentDefinition> Instruments { get; }

    public override TimeProvider Clock => _clock;

    public override DateTimeOffset Now => _venue.Now;

    public override IReadOnlyList<AcceptedOrder> AcceptedOrders => _venue.AcceptedOrders;

    public override ValueTask ArrangeAsync(VenueScene scene, CancellationToken cancellationToken)
    {
        VenueScene here = scene with { Orders = [.. scene.Orders.Select(AsNamedHere)] };
        _venue.Arrange(_kind != Http.Tests.Account.Hedge || scene.Mode != PositionMode.Unknown ? here : here with
        {
            Positions = [.. here.Positions.Select(static p => p with
            {
                Side = p.Quantity < 0m ? PositionSide.Short : PositionSide.Long,
            })],
            Orders = [.. here.Orders.Select(static o => o with { PositionSide = PositionSide.Long })],
            Fills = [.. here.Fills.Select(static f => f with { PositionSide = PositionSide.Long })],
        });
        return ValueTask.CompletedTask;
    }

    public override ValueTask InjectAsync(VenueFault fault, CancellationToken cancellationToken)
    {
        if (fault.Kind == VenueFaultKind.ShortPages)
        {
            _server.Control.Plant(new HttpFault
            {
                Kind = HttpFaultKind.ShortPages, Rows = fault.Rows, Nth = fault.Nth, Times = fault.Times,
            });
        }
        else
        {
            _server.Control.Plant(fault, _kind == Http.Tests.Account.Spot);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _clock.Skip(time);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>That the exchange made an order is told here by its client order id, and by nothing else.</summary>
    private static OrderReport AsNamedHere(OrderReport order) => order.Origin == OrderOrigin.Liquidation
        ? order with { ClientOrder = new($"autoclose-{order.VenueOrder}") }
        : order;

    /// <summary>The cases send orders of one net position; in hedge mode they are those of its long leg.</summary>
    private sealed class LongLeg(IOrderGateway gateway) : IOrderGateway
    {
        public ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken) =>
            gateway.SubmitAsync(submission with { Order = Of(submission.Order) }, cancellationToken);

        public ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken) =>
            gateway.CancelAsync(order with { Intent = Of(order.Intent) }, cancellationToken);

        private static OrderIntent Of(OrderIntent order) => order with { PositionSide = PositionSide.Long };
    }
}

using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

/// <summary>The simulated venue under the conformance cases.</summary>
internal sealed class SimulatedVenueFixture : VenueFixture
{
    private readonly VenueDesk _desk;

    internal SimulatedVenueFixture(
        Func<SimulatedVenueSetup, SimulatedVenueSetup>? change = null, VenueFault? fault = null)
    {
        _desk = new VenueDesk(change);
        if (fault is not null)
        {
            _desk.Venue.Plant(fault);
        }
    }

    public override VenuePorts Ports => _desk.Venue.Ports;

    public override AccountId Account => VenueDesk.Main;

    public override IReadOnlyList<InstrumentDefinition> Instruments => [VenueDesk.Btc, VenueDesk.Eth];

    public override TimeProvider Clock => _desk.Clock;

    public override DateTimeOffset Now => _desk.Venue.Now;

    public override IReadOnlyList<AcceptedOrder> AcceptedOrders => _desk.Venue.AcceptedOrders;

    public override ValueTask ArrangeAsync(VenueScene scene, CancellationToken cancellationToken)
    {
        _desk.Venue.Arrange(scene);
        return ValueTask.CompletedTask;
    }

    public override ValueTask InjectAsync(VenueFault fault, CancellationToken cancellationToken)
    {
        _desk.Venue.Plant(fault);
        return ValueTask.CompletedTask;
    }

    public override ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _desk.Clock.Advance(time);
        return ValueTask.CompletedTask;
    }
}

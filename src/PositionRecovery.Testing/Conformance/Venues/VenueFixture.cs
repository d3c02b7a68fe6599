namespace PositionRecovery.Testing;

/// <summary>A venue under <see cref="VenueConformance"/>: the provider and gateway that are tested, and the hands that
/// arrange the test venue behind them. One is made for each case, with a venue on which nothing happened yet.</summary>
/// <remarks>What cannot be arranged or injected throws <see cref="NotSupportedException"/>: the case then fails, and is
/// listed as a deviation with the reason.</remarks>
public abstract class VenueFixture : IAsyncDisposable
{
    /// <summary>What is tested. Without a gateway the cases of orders hold, without history those of bars.</summary>
    public abstract VenuePorts Ports { get; }

    /// <summary>The account that the cases use; one of the profile's.</summary>
    public abstract AccountId Account { get; }

    /// <summary>At least two instruments that the account can trade at about 100.</summary>
    public abstract IReadOnlyList<InstrumentDefinition> Instruments { get; }

    /// <summary>The clock that the ports go by: deadlines are of this clock. The system's by default.</summary>
    public virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>The venue's time.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Every order the test venue took through the gateway, oldest first: its own ledger, not what the gateway
    /// believes.</summary>
    public abstract IReadOnlyList<AcceptedOrder> AcceptedOrders { get; }

    /// <summary>Makes the test venue look like this.</summary>
    /// <param name="scene">What it looks like.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public abstract ValueTask ArrangeAsync(VenueScene scene, CancellationToken cancellationToken);

    /// <summary>Makes the test venue do something wrong.</summary>
    /// <param name="fault">What, and when.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public abstract ValueTask InjectAsync(VenueFault fault, CancellationToken cancellationToken);

    /// <summary>Lets time pass, for the venue and for the ports.</summary>
    /// <param name="time">How much.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public abstract ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>Cleans up; nothing by default.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

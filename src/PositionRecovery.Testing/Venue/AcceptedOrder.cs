namespace PositionRecovery.Testing;

/// <summary>An order that a venue took: one line of the venue's own ledger, which nobody changes afterwards. What a
/// program believes converges to what it did, twice or not; only this tells how often it did it. Immutable.</summary>
public sealed record AcceptedOrder
{
    /// <summary>Counts the orders taken, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The client order id, as it was received.</summary>
    public required ClientOrderId Id { get; init; }

    /// <summary>The id the venue gave it.</summary>
    public required VenueOrderId VenueOrder { get; init; }

    /// <summary>The order as it was received.</summary>
    public required OrderIntent Intent { get; init; }

    /// <summary>The venue's time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who placed it.</summary>
    public required OrderPlacer PlacedBy { get; init; }

    /// <summary>Who made it, as the venue knows.</summary>
    public required OrderOrigin Origin { get; init; }

    /// <summary>How often an order with this client order id was taken in this account and instrument, this one
    /// included: more than 1 is an order sent again under the same id.</summary>
    public required int Occurrence { get; init; }
}

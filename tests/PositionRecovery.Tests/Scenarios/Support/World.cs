namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>A scene: what the engine believed, what the venue says, and how to reconcile.</summary>
internal sealed class World
{
    private int _deals;

    internal World(InstrumentDefinition? instrument = null)
    {
        Instrument = instrument ?? Words.Perpetual;
        Books = new Books(this);
        Venue = new Exchange(this);
    }

    /// <summary>What is traded unless a deal says otherwise.</summary>
    internal InstrumentDefinition Instrument { get; }

    /// <summary>The leg that is meant unless a deal says otherwise; anything but net is a hedging account.</summary>
    internal PositionSide Leg { get; init; } = PositionSide.Net;

    /// <summary>The minute at which the venue is read.</summary>
    internal double ReadMinute { get; init; } = Words.ReadMinute;

    internal DateTimeOffset ReadAt => Words.At(ReadMinute);

    /// <summary>When the recovery runs: ten seconds after the venue was read.</summary>
    internal DateTimeOffset Now => ReadAt.AddSeconds(10);

    internal Books Books { get; }

    internal Exchange Venue { get; }

    internal ReconciliationOptions Options { get; init; } = new();

    /// <summary>Executions that both the engine and the venue know.</summary>
    internal void BothSaw(params Deal[] deals)
    {
        foreach (Deal deal in deals.Select(Named))
        {
            Books.Saw(deal);
            Venue.Saw(deal);
        }
    }

    /// <summary>Executions that the engine saw and the venue does not show any more.</summary>
    internal void OnlyBooksSaw(params Deal[] deals)
    {
        foreach (Deal deal in deals.Select(Named))
        {
            Books.Saw(deal);
        }
    }

    /// <summary>Executions that the engine missed.</summary>
    internal void OnlyVenueSaw(params Deal[] deals)
    {
        foreach (Deal deal in deals.Select(Named))
        {
            Venue.Saw(deal);
        }
    }

    /// <summary>Reconciles the books as the scene describes them.</summary>
    internal Recovered Recover() => Recover(Books.Snapshot());

    /// <summary>The process restarts with what an earlier recovery committed, and the venue as it is now.</summary>
    internal Recovered RecoverAfter(Recovered earlier) => Recover(earlier.Plan.Projected);

    private Recovered Recover(CachedSnapshot cached) => new(this, cached, Venue.Snapshot());

    private Deal Named(Deal deal) => deal with { Order = deal.Order ?? $"order-{++_deals}" };
}

namespace PositionRecovery.Tests;

/// <summary>An order as it truly is, whether the engine knows it or not.</summary>
internal sealed class TrueOrder(int number, Market market, Actor who, OrderSide side, PositionSide leg, OrderType type)
{
    private readonly List<WorldEvent> _events = [];

    internal Market Market { get; } = market;

    internal OrderSide Side { get; } = side;

    internal OrderType Type { get; } = type;

    /// <summary>Whether it waits for its trigger first.</summary>
    internal bool IsConditional { get; } = type == OrderType.StopLimit;

    internal BookKey Key { get; } = market.Key(leg);

    internal StrategyId Strategy { get; } = OwnerOf(who);

    /// <summary>Whether it was not the engine that placed it.</summary>
    internal bool IsExternal { get; } = OwnerOf(who) == StrategyId.External;

    internal OrderOrigin Origin { get; } = who switch
    {
        Actor.Alpha or Actor.Beta => OrderOrigin.Own,
        Actor.Liquidator => OrderOrigin.Liquidation,
        _ => OrderOrigin.External,
    };

    /// <summary>The client order id, where there is one.</summary>
    internal ClientOrderId? ClientId { get; } = who switch
    {
        Actor.Person => null,
        Actor.Liquidator => new($"autoclose-{number}"),
        Actor.OtherProgram => new($"bot-{number}"),
        _ => new($"{OwnerOf(who)}-{number}"),
    };

    internal VenueOrderId VenueId { get; } = new($"V{number}");

    /// <summary>What happened to it, in order.</summary>
    internal IReadOnlyList<WorldEvent> Events => _events;

    /// <summary>Whether the venue ever saw it.</summary>
    internal bool IsAtVenue => _events[0].Kind != WorldEventKind.Lost;

    /// <summary>What it is now.</summary>
    internal OrderState Now => StateAfter(_events);

    internal static StrategyId OwnerOf(Actor who) => who switch
    {
        Actor.Alpha => new StrategyId("alpha"),
        Actor.Beta => new StrategyId("beta"),
        _ => StrategyId.External,
    };

    internal void Add(WorldEvent happened) => _events.Add(happened);

    /// <summary>What it looks like to somebody who saw only some of what happened to it. Each event shows the quantity
    /// and price that the order has by then, so an amendment that was missed is learned from the next event.</summary>
    internal OrderState StateAfter(IReadOnlyCollection<WorldEvent> seen)
    {
        WorldEvent first = _events[0];
        var state = new OrderState(OrderStatus.Submitted, first.Quantity, first.Price, [], first.At);
        WorldEvent terms = first;
        foreach (WorldEvent happened in _events)
        {
            terms = happened.Kind == WorldEventKind.Amended ? happened : terms;
            if (seen.Contains(happened))
            {
                state = (state with { Quantity = terms.Quantity, Price = terms.Price }).After(happened);
            }
        }

        return state;
    }

    public override string ToString() => $"{ClientId?.Value ?? VenueId.Value} {Side} {Key.Instrument} {Key.Side}";
}

/// <summary>What an order looks like at some moment.</summary>
internal sealed record OrderState(
    OrderStatus Status, decimal Quantity, decimal? Price, IReadOnlyList<Execution> Executions, DateTimeOffset UpdatedAt)
{
    internal decimal Filled => Executions.Sum(e => e.Quantity);

    internal bool IsWorking =>
        Status is OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled;

    internal bool IsEnded =>
        Status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected;

    /// <summary>The average price of what was executed: costs are averaged, which for inverse contracts is harmonic.
    /// </summary>
    internal Fraction? AveragePrice(InstrumentDefinition instrument)
    {
        Fraction cost = Fraction.Zero;
        foreach (Execution execution in Executions)
        {
            Fraction price = Fraction.Of(execution.Price);
            cost += Fraction.Of(execution.Quantity) * (instrument.IsInverse ? price.Inverted() : price);
        }

        return Executions.Count == 0 ? null
            : instrument.IsInverse ? Fraction.Of(Filled) / cost
            : cost / Fraction.Of(Filled);
    }

    internal OrderState After(WorldEvent happened) => happened.Kind switch
    {
        WorldEventKind.Placed => this with { Status = OrderStatus.Accepted, UpdatedAt = happened.At },
        WorldEventKind.Executed => Executed(happened.Execution!),
        WorldEventKind.Amended => this with { UpdatedAt = happened.At },
        WorldEventKind.Triggered => this with { Status = OrderStatus.Triggered, UpdatedAt = happened.At },
        WorldEventKind.Ended => this with { Status = happened.End, UpdatedAt = happened.At },
        WorldEventKind.Lost => this,
        _ => throw new InvalidOperationException($"{happened.Kind} is new here."),
    };

    private OrderState Executed(Execution execution)
    {
        OrderState next = this with { Executions = [.. Executions, execution], UpdatedAt = execution.At };
        return next with { Status = next.Filled >= Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled };
    }
}

namespace PositionRecovery;

/// <summary>What an order was meant to do, as it is made durable before it is sent. Immutable.</summary>
public sealed record OrderIntent
{
    /// <summary>The client order id, unique among the trader's orders in one account and instrument.</summary>
    public required ClientOrderId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The owner.</summary>
    public required StrategyId Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init => field = Guard.Known(value); }

    /// <summary>The type; <see cref="OrderType.Unknown"/> only for orders that others placed.</summary>
    public required OrderType Type { get; init => field = Guard.Defined(value); }

    /// <summary>The total quantity; 0 only where the venue decides it (an order that closes a whole
    /// position).</summary>
    public required decimal Quantity { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The limit price, in quote currency; <c>null</c> when the order has none.</summary>
    public decimal? Price { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The trigger price, in quote currency; <c>null</c> when the order has none.</summary>
    public decimal? TriggerPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The leg in hedging mode.</summary>
    public PositionSide PositionSide { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <summary>What the order is for.</summary>
    public OrderAction Action { get; init => field = Guard.Defined(value); } = OrderAction.Enter;

    /// <summary>Whether the venue must refuse it when it would open or increase a position.</summary>
    public bool IsReduceOnly { get; init; }

    /// <summary>The order service it lives in.</summary>
    public OrderClass Class { get; init => field = Guard.Known(value); } = OrderClass.Regular;

    /// <summary>How long it works; <see cref="TimeInForce.Unknown"/> where that was not recorded.</summary>
    public TimeInForce TimeInForce { get; init => field = Guard.Defined(value); }

    /// <summary>The position this order moves.</summary>
    public PositionKey Position => new(Strategy, Account, Instrument, PositionSide);
}

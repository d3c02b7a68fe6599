namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>One execution. It fills an order of its own, unless <see cref="Order"/> names one that is shown anyway.
/// </summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Price">At which price.</param>
/// <param name="Minute">When.</param>
internal sealed record Deal(OrderSide Side, decimal Quantity, decimal Price, double Minute)
{
    /// <summary>The client order id; <c>null</c> lets the scene choose one.</summary>
    internal string? Order { get; init; }

    /// <summary>The venue's fill key; <c>null</c> derives it from the order.</summary>
    internal string? Trade { get; init; }

    /// <summary>The owner in the books; the venue does not know it.</summary>
    internal StrategyId Owner { get; init; } = Words.Alpha;

    internal InstrumentDefinition? On { get; init; }

    internal AccountId In { get; init; } = Words.Main;

    internal PositionSide? Leg { get; init; }

    internal decimal Fee { get; init; }

    internal AssetId? FeeAsset { get; init; }

    internal long? Sequence { get; init; }

    internal OrderOrigin Origin { get; init; }

    internal string OrderText => Order ?? throw new InvalidOperationException("The scene names the order first.");

    internal TradeId TradeId => new(Trade ?? "T-" + OrderText);
}

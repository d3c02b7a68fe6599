namespace PositionRecovery.Binance;

/// <summary>The place of one request in the budget.</summary>
internal sealed class BudgetSlot(RequestCost cost)
{
    internal RequestCost Cost { get; } = cost;

    /// <summary>Where it counts, once it was let go.</summary>
    internal LimitWindow[] Windows { get; set; } = [];

    /// <summary>Ends when it is let go; who waits goes on in the thread that lets it.</summary>
    internal TaskCompletionSource Granted { get; } = new();
}

namespace PositionRecovery;

/// <summary>An order that the engine did not know was added to its books.</summary>
public sealed record OrderImportedEvent : ExecutionEvent
{
    /// <summary>The order as it is added, without its executions.</summary>
    public required OrderSnapshot Order
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Order));
    }

    /// <inheritdoc/>
    internal override string Kind => "order-imported";
}

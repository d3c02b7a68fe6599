namespace PositionRecovery;

/// <summary>An order was executed, or a placeholder for executions not seen yet was added.</summary>
public sealed record OrderFilledEvent : ExecutionEvent
{
    /// <summary>The execution.</summary>
    public required FillSnapshot Fill
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Fill));
    }

    /// <inheritdoc/>
    internal override string Kind => "order-filled";
}

namespace PositionRecovery;

/// <summary>An order is about to be sent: its client order id is durable before its first byte leaves. Only
/// the state manager makes these.</summary>
public sealed record OrderIntendedEvent : ExecutionEvent
{
    internal OrderIntendedEvent()
    {
    }

    /// <summary>What the order is meant to do.</summary>
    public required OrderIntent Intent
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Intent));
    }

    /// <summary>The latest moment at which it can have been sent: the end of the lease it was granted under.</summary>
    public DateTimeOffset? SendDeadline { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "order-intended";
}

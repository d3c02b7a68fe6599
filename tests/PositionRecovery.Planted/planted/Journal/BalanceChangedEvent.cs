namespace PositionRecovery;

/// <summary>A balance is now this.</summary>
public sealed record BalanceChangedEvent : ExecutionEvent
{
    /// <summary>The balance.</summary>
    public required BalanceSnapshot Balance
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Balance));
    }

    /// <inheritdoc/>
    internal override string Kind => "balance-changed";
}

namespace PositionRecovery;

/// <summary>The identity or position mode of an account is now this.</summary>
public sealed record AccountChangedEvent : ExecutionEvent
{
    /// <summary>The account.</summary>
    public required AccountSnapshot Account
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Account));
    }

    /// <inheritdoc/>
    internal override string Kind => "account-changed";
}

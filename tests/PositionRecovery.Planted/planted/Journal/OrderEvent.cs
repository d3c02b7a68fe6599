namespace PositionRecovery;

/// <summary>Something that happened to one order. Immutable.</summary>
public abstract record OrderEvent : ExecutionEvent
{
    private protected OrderEvent()
    {
    }

    /// <summary>The client order id.</summary>
    public required ClientOrderId Order { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The account; <c>null</c> when the client order id alone names the order.</summary>
    public AccountId? Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument; <c>null</c> when the client order id alone names the order.</summary>
    public InstrumentId? Instrument { get; init => field = Guard.NotEmpty(value); }
}

namespace PositionRecovery;

/// <summary>What is different about the venue of one account. Immutable. A member that is <c>null</c> means the value
/// that <see cref="ReconciliationOptions"/> has for all.</summary>
public sealed record AccountFacts
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>How long a request stays valid after it was signed; 0 to one day.</summary>
    public TimeSpan? RequestLife { get; init; }

    /// <summary>How long the venue may work on a request it accepted; 0 to one day.</summary>
    public TimeSpan? VenueTimeout { get; init; }

    /// <summary>How long the venue keeps an order that ended without a fill; greater than 0.</summary>
    public TimeSpan? UnfilledOrderRetention { get; init; }

    /// <summary>How long the venue keeps any order; greater than 0.</summary>
    public TimeSpan? OrderRetention { get; init; }
}

namespace PositionRecovery;

/// <summary>Asks a store for the ownership of a trader. Immutable.</summary>
public sealed record OpenRequest
{
    /// <summary>The trader.</summary>
    public required TraderId Trader { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Who asks, so that others can be told: for example host and process id. 1 to 512 characters.</summary>
    public required string Owner { get; init => field = Guard.Filled(value); }

    /// <summary>How long a lease lasts after it is granted and after each commit, by the store's clock; greater than
    /// zero and at most a day.</summary>
    public required TimeSpan LeaseTime { get; init => field = Guard.UpToADay(value); }

    /// <summary>Whether to take the trader from an owner whose lease still lasts. Its commits are refused from then on.
    /// </summary>
    public bool TakeOver { get; init; }
}

namespace PositionRecovery;

/// <summary>The right to commit for a trader, until it expires or a higher epoch is granted. Immutable.</summary>
public sealed record StoreLease
{
    /// <summary>The trader.</summary>
    public required TraderId Trader { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Who holds it.</summary>
    public required string Owner { get; init => field = Guard.Filled(value); }

    /// <summary>Grows with every lease granted for the trader; 1 for the first.</summary>
    public required long Epoch
    {
        get;
        init => field = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Epoch), value, $"Epoch is {value}; it must be at least 1.");
    }

    /// <summary>How long it lasts after each commit, by the store's clock; greater than zero and at most a
    /// day.</summary>
    public required TimeSpan LeaseTime { get; init => field = Guard.UpToADay(value); }
}

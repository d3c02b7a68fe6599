namespace PositionRecovery;

/// <summary>A strategy's claim on orders and positions that it did not place itself. Immutable.</summary>
public sealed record ExternalClaim
{
    /// <summary>Who claims; may be left empty where the claim is part of a strategy's own profile.</summary>
    public StrategyId Strategy { get; init; }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Claims only orders whose client order id starts with this; <c>null</c> claims all, positions too. The
    /// longest matching prefix wins.</summary>
    public string? ClientIdPrefix { get; init => field = Guard.Bounded(value); }
}

namespace PositionRecovery;

/// <summary>What somebody wants to do. Immutable.</summary>
public readonly record struct GateRequest
{
    /// <summary>Makes an empty one; every member must be set.</summary>
    public GateRequest()
    {
    }

    /// <summary>The strategy.</summary>
    public required StrategyId Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Which position of the instrument.</summary>
    public PositionSide PositionSide { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <summary>What for. Exits may be allowed while entries are not.</summary>
    public required OrderAction Action { get; init => field = Guard.Known(value); }

    internal BookKey Book => new(Account, Instrument, PositionSide);
}

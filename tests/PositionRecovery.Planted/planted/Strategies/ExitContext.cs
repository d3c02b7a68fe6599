namespace PositionRecovery;

/// <summary>A position that should be protected. Immutable.</summary>
public sealed record ExitContext
{
    /// <summary>The strategy's position; not flat.</summary>
    public required PositionSnapshot Position
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Position));
    }

    /// <summary>Its instrument.</summary>
    public required InstrumentDefinition Instrument
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Instrument));
    }

    /// <summary>Orders that work at the venue and would reduce it, placed by whomever.</summary>
    public IReadOnlyList<OrderSnapshot> WorkingExits
    {
        get;
        init => field = FrozenList<OrderSnapshot>.CopyOf(value, nameof(WorkingExits));
    } = FrozenList<OrderSnapshot>.Empty;

    /// <summary>The present price, if it is known.</summary>
    public decimal? Mark { get; init => field = Guard.Within(value, Guard.MaxPrice); }
}

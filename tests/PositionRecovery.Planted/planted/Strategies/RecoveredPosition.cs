namespace PositionRecovery;

/// <summary>A position as a strategy gets it back. Immutable.</summary>
public sealed record RecoveredPosition
{
    /// <summary>The strategy's book after the recovery.</summary>
    public required PositionSnapshot Position
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Position));
    }

    /// <summary>How far it is proven.</summary>
    public required Verdict Verdict { get; init => field = Guard.Known(value); }

    /// <summary>What was found to differ.</summary>
    public IReadOnlyList<Discrepancy> Discrepancies
    {
        get;
        init => field = FrozenList<Discrepancy>.CopyOf(value, nameof(Discrepancies));
    } = FrozenList<Discrepancy>.Empty;
}

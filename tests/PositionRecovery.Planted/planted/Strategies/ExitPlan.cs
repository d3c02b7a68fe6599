namespace PositionRecovery;

/// <summary>The exit orders that a position should have. Immutable.</summary>
public sealed class ExitPlan
{
    private ExitPlan(IReadOnlyList<ExitLeg> legs, bool isOneCancelsOther, string? undecided)
    {
        Legs = FrozenList<ExitLeg>.DistinctCopyOf(legs, nameof(legs), static l => l.Name);
        IsOneCancelsOther = isOneCancelsOther;
        UndecidedReason = undecided;
    }

    /// <summary>No exits are wanted: the position stays unprotected on purpose, and exits of ours are withdrawn.
    /// </summary>
    public static ExitPlan None { get; } = new([], false, null);

    /// <summary>The exits; empty for none.</summary>
    public IReadOnlyList<ExitLeg> Legs { get; }

    /// <summary>Whether the execution of one leg ends the other.</summary>
    public bool IsOneCancelsOther { get; }

    /// <summary>Why the strategy cannot say; <c>null</c> when it can.</summary>
    public string? UndecidedReason { get; }

    /// <summary>The strategy cannot say what should protect the position: it counts as unprotected, and what works is
    /// left alone.</summary>
    /// <param name="reason">Why.</param>
    public static ExitPlan Undecided(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new ExitPlan([], false, reason);
    }

    /// <summary>Exits independent of each other.</summary>
    /// <param name="legs">The exits, at most 16, with different names. All stops together, and all take-profits
    /// together, close at most the whole position.</param>
    /// <exception cref="ArgumentException">There are too many, two have one name, or they close more than the whole.
    /// </exception>
    public static ExitPlan Of(params IReadOnlyList<ExitLeg> legs)
    {
        ArgumentNullException.ThrowIfNull(legs);
        if (legs.Count > 16)
        {
            throw new ArgumentException($"A plan has {legs.Count} exits; at most 16.", nameof(legs));
        }

        decimal profit = legs.Where(static l => l.Kind == ExitLegKind.TakeProfit).Sum(static l => l.Share);
        decimal loss = legs.Where(static l => l.Kind != ExitLegKind.TakeProfit).Sum(static l => l.Share);
        return profit <= 1m && loss <= 1m
            ? new ExitPlan(legs, false, null)
            : throw new ArgumentException(
                $"The exits close {Math.Max(profit, loss)} of the position; at most all of it (1).", nameof(legs));
    }

    /// <summary>Two exits of which the execution of one ends the other: by the venue where it can, by reduce-only and
    /// this library elsewhere.</summary>
    /// <param name="first">One exit.</param>
    /// <param name="second">The other one.</param>
    public static ExitPlan OneCancelsOther(ExitLeg first, ExitLeg second) => new([first, second], true, null);
}

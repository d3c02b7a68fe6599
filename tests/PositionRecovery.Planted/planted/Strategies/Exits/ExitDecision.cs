namespace PositionRecovery;

/// <summary>One thing to do, or to leave alone, about the exits of a position. Immutable.</summary>
internal sealed record ExitDecision
{
    internal required ExitDecisionKind Kind { get; init; }

    /// <summary>Why, in one sentence; what venues say in it is cut to what can be recorded.</summary>
    internal required string Why
    {
        get;
        init => field = value.Length <= Guard.MaxText ? value : Guard.WellFormed(value[..Guard.MaxText]);
    }

    internal Severity Severity { get; init; } = Severity.Info;

    /// <summary>The leg it is about; <c>null</c> for orders of no leg.</summary>
    internal ExitLeg? Leg { get; init; }

    /// <summary>The order that is kept, waited for or canceled.</summary>
    internal OrderSnapshot? Order { get; init; }

    /// <summary>The order to place.</summary>
    internal OrderIntent? Intent { get; init; }

    /// <summary>How far a trailing stop to be placed stays behind, in quote currency.</summary>
    internal decimal? TrailingDistance { get; init; }

    /// <summary>Which attempt at the leg <see cref="Intent"/> is.</summary>
    internal int Attempt { get; init; }

    /// <summary>The other order of a pair that is placed by one call, of which the venue cancels one when the other is
    /// executed.</summary>
    internal ExitDecision? Partner { get; init; }

    internal ExitCancelReason CancelReason { get; init; }
}

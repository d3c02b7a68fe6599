namespace PositionRecovery;

/// <summary>One strategy's position and all that bears on what should protect it. Immutable.</summary>
internal sealed record ExitSituation
{
    internal required PositionSnapshot Position { get; init; }

    /// <summary>The quantity that may be closed, without sign: what the strategy's book holds, and no more than the
    /// venue's position has left for it. <c>null</c> when that is not proven: then nothing is placed or canceled.
    /// </summary>
    internal required decimal? Closable { get; init; }

    /// <summary>What others hold of the same position in the same direction, without sign. An order that nobody owns
    /// protects them first, and reduce-only does not keep an order of ours from closing what is theirs.</summary>
    internal decimal OthersQuantity { get; init; }

    internal required ExitPlan Plan { get; init; }

    internal required InstrumentDefinition Instrument { get; init; }

    internal required VenueProfile Venue { get; init; }

    internal decimal? Mark { get; init; }

    /// <summary>All orders known of the position's book, ended ones and those of other owners included.</summary>
    internal required IReadOnlyList<OrderSnapshot> Orders { get; init; }

    internal required DateTimeOffset Now { get; init; }

    internal ExitRules Rules { get; init; } = new();

    internal bool IsFlat => Position.Quantity == 0m;

    internal bool IsLong => Position.Quantity > 0m;

    internal OrderSide ClosingSide => IsLong ? OrderSide.Sell : OrderSide.Buy;

    /// <summary>Whether several exits that work at once cannot close more than this position, whatever executes.
    /// </summary>
    internal bool IsBoundedByVenue => Venue.SupportsReduceOnly && OthersQuantity == 0m;
}

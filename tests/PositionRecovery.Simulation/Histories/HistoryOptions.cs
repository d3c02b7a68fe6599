using System.Text;

namespace PositionRecovery.Simulation;

/// <summary>What kind of world a history plays in: all of it drawn from the seed.</summary>
internal sealed record HistoryOptions
{
    public required PositionMode Mode { get; init; }

    public required SubmitGuarantee Guarantee { get; init; }

    public required bool SeparatesConditionalOrders { get; init; }

    public required bool SupportsOneCancelsOther { get; init; }

    public required bool CancelsReduceOnlyWhenFlat { get; init; }

    public required bool FillsByInstrumentOnly { get; init; }

    public required bool OrderHistoryByInstrumentOnly { get; init; }

    public required int Strategies { get; init; }

    public required bool IsOco { get; init; }

    public required bool Claims { get; init; }

    public required bool IsGrouped { get; init; }

    public required bool IsKeyed { get; init; }

    public required bool IsJson { get; init; }

    public required bool ChecksOften { get; init; }

    public required bool WarmsUp { get; init; }

    public required FailurePolicy OnFailure { get; init; }

    public required int FeeBasisPoints { get; init; }

    public required bool PurgesSoon { get; init; }

    /// <summary>How long the venue keeps history, in minutes; <c>null</c> for ever.</summary>
    public int? HistoryMinutes { get; init; }

    /// <summary>Whether the venue still takes requests long after it said it would not.</summary>
    public bool IsVenueLate { get; init; }

    /// <summary>Whether the engine records what it is told of everybody's orders, and not only of its own.</summary>
    public bool TellsAll { get; init; }

    /// <summary>Whether the head of the journal is also kept outside the store.</summary>
    public bool HasAnchor { get; init; }

    internal static HistoryOptions Draw(Dice dice) => new()
    {
        Mode = dice.Chance(65) ? PositionMode.Netting : PositionMode.Hedging,
        Guarantee = dice.Of(
            SubmitGuarantee.QueryableById, SubmitGuarantee.QueryableById, SubmitGuarantee.Idempotent,
            SubmitGuarantee.Neither),
        SeparatesConditionalOrders = dice.Chance(70),
        SupportsOneCancelsOther = dice.Chance(60),
        CancelsReduceOnlyWhenFlat = dice.Chance(60),
        FillsByInstrumentOnly = dice.Chance(50),
        OrderHistoryByInstrumentOnly = dice.Chance(50),
        Strategies = dice.Of(1, 1, 2),
        IsOco = dice.Chance(50),
        Claims = dice.Chance(50),
        IsGrouped = dice.Chance(25),
        IsKeyed = dice.Chance(50),
        IsJson = dice.Chance(25),
        ChecksOften = dice.Chance(30),
        WarmsUp = dice.Chance(25),
        OnFailure = dice.Chance(70) ? FailurePolicy.FailClosed : FailurePolicy.Degraded,
        FeeBasisPoints = dice.Of(0, 4),
        PurgesSoon = dice.Chance(20),
        HistoryMinutes = dice.Chance(15) ? dice.Of(1, 5) : null,
        HasAnchor = dice.Chance(10),
        IsVenueLate = dice.Chance(6),
        TellsAll = dice.Chance(20),
    };

    /// <summary>All of it, for whoever reads a failure.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        PrintMembers(text);
        return text.ToString();
    }
}

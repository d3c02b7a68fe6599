namespace PositionRecovery;

/// <summary>What one pass found and decided, before it is sealed into a plan.</summary>
internal sealed class PassResult
{
    internal required CachedSnapshot Projected { get; init; }

    internal required List<ExecutionEvent> Events { get; init; }

    internal required List<Discrepancy> Diff { get; init; }

    internal required List<SyntheticOrder> Synthetic { get; init; }

    internal required List<Question> Questions { get; init; }

    internal required List<InstrumentVerdict> Verdicts { get; init; }

    /// <summary>The positions that were looked at closely.</summary>
    internal required List<KeyCase> Cases { get; init; }

    /// <summary>How many positions of each account were open.</summary>
    internal required Dictionary<AccountId, int> OpenPositions { get; init; }

    internal required long Matched { get; init; }
}

namespace PositionRecovery;

/// <summary>What a store held of a trader.</summary>
internal sealed record LoadedState
{
    internal required long Sequence { get; init; }

    internal required long Epoch { get; init; }

    /// <summary>The hash of the last journal entry; <c>null</c> when the journal lacks it.</summary>
    internal required byte[]? Head { get; init; }

    internal required LiveState State { get; init; }

    internal required IReadOnlyCollection<(RowKind Kind, string Key)> RowKeys { get; init; }

    internal required IReadOnlyList<QuarantinedRow> Quarantined { get; init; }

    internal required IReadOnlyList<string> Warnings { get; init; }
}

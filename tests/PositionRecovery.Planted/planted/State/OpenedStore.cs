namespace PositionRecovery;

/// <summary>A trader taken and loaded.</summary>
internal sealed record OpenedStore
{
    internal required StoreLease Lease { get; init; }

    /// <summary>When the lease was asked for, as a timestamp of the clock.</summary>
    internal required long LeaseFrom { get; init; }

    internal required long Sequence { get; init; }

    /// <summary>The hash of the last journal record.</summary>
    internal required byte[] Head { get; init; }

    internal required LiveState State { get; init; }

    internal required IReadOnlyCollection<(RowKind Kind, string Key)> RowKeys { get; init; }

    internal required IReadOnlyList<QuarantinedRow> Quarantined { get; init; }

    internal required long LostEntries { get; init; }

    internal required IReadOnlyList<string> Warnings { get; init; }
}

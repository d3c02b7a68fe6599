namespace PositionRecovery;

/// <summary>What a store holds of a trader. Immutable.</summary>
public sealed record StoredPicture
{
    /// <summary>The state.</summary>
    public required TraderState State { get; init; }

    /// <summary>The last journal sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>The epoch of the latest lease.</summary>
    public required long Epoch { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantined { get; init; } = [];

    /// <summary>What an operator should know, in plain words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

namespace PositionRecovery;

/// <summary>A stored row that could not be used. Its bytes are kept. Immutable.</summary>
public sealed record QuarantinedRow
{
    /// <summary>What it was about.</summary>
    public required RowKind Kind { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>What is wrong with it, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the state it held was rebuilt from the journal. Otherwise its instrument is blocked.</summary>
    public bool IsRebuilt { get; init; }
}

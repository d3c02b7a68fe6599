namespace PositionRecovery;

/// <summary>One record of the journal as it is stored. Immutable.</summary>
public sealed record JournalRecord
{
    /// <summary>Its place: 1 for the first, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its encoded form.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The hash of the record before it, its sequence and its payload: 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }
}

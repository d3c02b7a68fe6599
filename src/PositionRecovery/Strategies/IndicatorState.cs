namespace PositionRecovery;

/// <summary>What the indicators of a strategy were after a certain bar. Immutable.</summary>
public sealed record IndicatorState
{
    /// <summary>The most bytes there may be: 64 KiB, so that a few fit into one journal record.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>The strategy's number for how the bytes are made up.</summary>
    public required int Version { get; init; }

    /// <summary>The close of the last bar that is part of it, of all that close at that time.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The state; at most 64 KiB.</summary>
    public required ReadOnlyMemory<byte> Bytes
    {
        get;
        init => field = value.Length <= MaxBytes
            ? value.ToArray()
            : throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(Bytes)} has {value.Length} bytes; at most {MaxBytes}."), nameof(Bytes));
    }

    /// <summary>Whether another one says the same, byte for byte.</summary>
    internal bool IsSame(IndicatorState other) =>
        Version == other.Version && AsOf == other.AsOf && Bytes.Span.SequenceEqual(other.Bytes.Span);
}

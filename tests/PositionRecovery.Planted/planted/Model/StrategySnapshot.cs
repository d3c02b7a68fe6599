namespace PositionRecovery;

/// <summary>What a strategy was after all it took into account up to a moment, as bytes that only it can read.
/// Immutable; equal to another one when version, time and every byte are.</summary>
public sealed record StrategySnapshot
{
    /// <summary>The most bytes there may be: 64 KiB, so that a few fit into one journal record.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>The strategy's number for how the bytes are made up.</summary>
    public required int Version { get; init; }

    /// <summary>The moment it is as of. Of indicators: the close of the last bar that is part of them, of all that
    /// close at that time.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The bytes; at most 64 KiB.</summary>
    public required ReadOnlyMemory<byte> Bytes
    {
        get;
        init => field = value.Length <= MaxBytes
            ? value.ToArray()
            : throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(Bytes)} has {value.Length} bytes; at most {MaxBytes}."), nameof(Bytes));
    }

    /// <summary>Whether another one says the same, byte for byte.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(StrategySnapshot? other) => other is not null
        && Version == other.Version && AsOf == other.AsOf && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Version);
        hash.Add(AsOf);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }
}

namespace PositionRecovery;

/// <summary>Where a trader stands, as a row: what the journal's end must agree with. Immutable.</summary>
internal sealed record HeadRow
{
    /// <summary>The key of the one row of its kind.</summary>
    internal const string Name = "head";

    /// <summary>The sequence of the last entry of the journal; 0 when there is none.</summary>
    internal required long Sequence
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Sequence), value, "Sequence must not be negative.");
    }

    /// <summary>The hash of that entry.</summary>
    internal required ReadOnlyMemory<byte> Hash { get; init => field = HashChain.Checked(value, nameof(Hash)); }

    /// <summary>Whether the hashes of the journal are made with a key.</summary>
    internal bool IsKeyed { get; init; }

    public bool Equals(HeadRow? other) => other is not null && Sequence == other.Sequence
        && IsKeyed == other.IsKeyed && Hash.Span.SequenceEqual(other.Hash.Span);

    public override int GetHashCode() => Sequence.GetHashCode();
}

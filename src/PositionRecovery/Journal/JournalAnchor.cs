namespace PositionRecovery;

/// <summary>A place in a journal that is known to be right, kept outside of its store: whoever cuts the journal short
/// or writes it anew cannot change this. Immutable.</summary>
public sealed record JournalAnchor
{
    /// <summary>Whose journal.</summary>
    public required TraderId Trader { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The sequence of a record; 0 for the beginning, before the first.</summary>
    public required long Sequence
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Sequence), value, "Sequence must not be negative.");
    }

    /// <summary>The hash of that record: 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init => field = HashChain.Checked(value, nameof(Hash)); }

    /// <summary>The beginning of a trader's journal, before its first record.</summary>
    /// <param name="trader">The trader.</param>
    public static JournalAnchor Beginning(TraderId trader)
    {
        var hash = new byte[HashChain.HashLength];
        HashChain.Genesis(trader, hash);
        return new JournalAnchor { Trader = trader, Sequence = 0, Hash = hash };
    }

    /// <summary>Whether both name the same place with the same hash.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(JournalAnchor? other) => other is not null && Trader == other.Trader
        && Sequence == other.Sequence && Hash.Span.SequenceEqual(other.Hash.Span);

    /// <summary>The same for equal anchors.</summary>
    public override int GetHashCode() => HashCode.Combine(Trader, Sequence);
}

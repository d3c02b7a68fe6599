using System.Globalization;

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

    /// <summary>Reads an anchor from its line of text, as <see cref="ToString"/> writes it and as it is in the file of
    /// <c>StateOptions.AnchorPath</c>.</summary>
    /// <param name="text">The line; space around it does not matter.</param>
    /// <exception cref="FormatException">It is no such line, or not a whole one.</exception>
    public static JournalAnchor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Split(' ') is ["anchor", "1", var trader, var sequence, var hash, "end"]
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            && hash.Length == HashChain.HashLength * 2 && hash.All(char.IsAsciiHexDigit))
        {
            try
            {
                return new JournalAnchor
                {
                    Trader = new TraderId(trader), Sequence = last, Hash = Convert.FromHexString(hash),
                };
            }
            catch (ArgumentException)
            {
                // No trader is called so.
            }
        }

        throw new FormatException("The text is no anchor, or only a part of one.");
    }

    /// <summary>The anchor as one line of text, for <see cref="Parse"/>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"anchor 1 {Trader} {Sequence} {Convert.ToHexString(Hash.Span)} end");

    /// <summary>Whether both name the same place with the same hash.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(JournalAnchor? other) => other is not null && Trader == other.Trader
        && Sequence == other.Sequence && Hash.Span.SequenceEqual(other.Hash.Span);

    /// <summary>The same for equal anchors.</summary>
    public override int GetHashCode() => HashCode.Combine(Trader, Sequence);
}

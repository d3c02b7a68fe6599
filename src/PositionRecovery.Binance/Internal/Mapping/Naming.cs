using System.Collections.Concurrent;

namespace PositionRecovery.Binance;

/// <summary>What instruments and assets of one account are called. Thread-safe.</summary>
internal sealed class Naming
{
    /// <summary>So many names are kept; a venue has a few thousand.</summary>
    private const int MaxKept = 20_000;

    private readonly string _prefix;
    private readonly ConcurrentDictionary<string, InstrumentId> _instruments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AssetId> _assets = new(StringComparer.Ordinal);

    internal Naming(AccountId account)
    {
        Account = account;
        Venue = VenueOf(account);
        _prefix = Venue.Value + ":";
    }

    internal AccountId Account { get; }

    internal VenueId Venue { get; }

    /// <summary>The venue's part of an account's name.</summary>
    internal static VenueId VenueOf(AccountId account) =>
        new(account.Value[..account.Value.IndexOf(':', StringComparison.Ordinal)]);

    /// <summary>What the venue of an account calls an instrument; <c>null</c> when it is of another venue.</summary>
    internal static string? SymbolOf(AccountId account, InstrumentId instrument)
    {
        int length = account.Value.IndexOf(':', StringComparison.Ordinal) + 1;
        return SymbolOf(account.Value.AsSpan(0, length), instrument);
    }

    /// <exception cref="ArgumentException">It cannot be a name.</exception>
    internal InstrumentId Instrument(ReadOnlySpan<char> symbol)
    {
        if (_instruments.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(symbol, out InstrumentId known))
        {
            return known;
        }

        var made = new InstrumentId(_prefix + symbol.ToString());
        if (_instruments.Count < MaxKept)
        {
            _instruments.TryAdd(symbol.ToString(), made);
        }

        return made;
    }

    /// <exception cref="ArgumentException">It cannot be a name.</exception>
    internal AssetId Asset(ReadOnlySpan<char> asset)
    {
        if (_assets.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(asset, out AssetId known))
        {
            return known;
        }

        var made = new AssetId(asset.ToString());
        if (_assets.Count < MaxKept)
        {
            _assets.TryAdd(made.Value, made);
        }

        return made;
    }

    /// <summary>What the venue calls an instrument; <c>null</c> when it is of another venue.</summary>
    internal string? SymbolOf(InstrumentId instrument) => SymbolOf(_prefix, instrument);

    private static string? SymbolOf(ReadOnlySpan<char> prefix, InstrumentId instrument) =>
        instrument.Value.Length > prefix.Length
            && instrument.Value.AsSpan().StartsWith(prefix, StringComparison.Ordinal)
            ? instrument.Value[prefix.Length..]
            : null;
}

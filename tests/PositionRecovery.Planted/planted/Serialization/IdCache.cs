using System.Text;

namespace PositionRecovery;

/// <summary>The identifiers met while a state is loaded. The same few accounts, instruments, strategies and assets
/// stand in every row: each is made, and checked, about once. Not thread-safe: one for each load.</summary>
internal sealed class IdCache
{
    private readonly Slots<StrategyId> _strategies = new(static text => new StrategyId(text));
    private readonly Slots<AccountId> _accounts = new(static text => new AccountId(text));
    private readonly Slots<InstrumentId> _instruments = new(static text => new InstrumentId(text));
    private readonly Slots<AssetId> _assets = new(static text => new AssetId(text));

    internal StrategyId Strategy(ReadOnlySpan<byte> utf8) => _strategies.Get(utf8);

    internal AccountId Account(ReadOnlySpan<byte> utf8) => _accounts.Get(utf8);

    internal InstrumentId Instrument(ReadOnlySpan<byte> utf8) => _instruments.Get(utf8);

    internal AssetId Asset(ReadOnlySpan<byte> utf8) => _assets.Get(utf8);

    /// <summary>A table of fixed size, in which a newcomer takes the place of whoever was there.</summary>
    private sealed class Slots<T>(Func<string, T> make)
        where T : struct, IIdentifier
    {
        private const int Size = 1024;

        private readonly string?[] _texts = new string?[Size];
        private readonly T[] _ids = new T[Size];

        internal T Get(ReadOnlySpan<byte> utf8)
        {
            int place = Place(utf8);

            // Never true for a text that is not ASCII, which then is made anew each time.
            if (_texts[place] is { } text && Ascii.Equals(utf8, text))
            {
                return _ids[place];
            }

            string made = Encoding.UTF8.GetString(utf8);
            T id = make(made);
            (_texts[place], _ids[place]) = (made, id);
            return id;
        }

        /// <summary>Identifiers differ at their ends.</summary>
        private static int Place(ReadOnlySpan<byte> utf8)
        {
            uint hash = (uint)utf8.Length;
            foreach (byte b in utf8.Length > 16 ? utf8[^16..] : utf8)
            {
                hash = (hash * 31) + b;
            }

            return (int)(hash * 2_654_435_761 >> 22);
        }
    }
}

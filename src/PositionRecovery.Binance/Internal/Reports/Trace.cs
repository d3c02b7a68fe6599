namespace PositionRecovery.Binance;

/// <summary>When instruments of an account were traded, as far as what executions leave behind shows it. Outside of
/// these times nothing was. Immutable once found.</summary>
/// <param name="since">Since when.</param>
/// <param name="asOf">Until when.</param>
internal sealed class Trace(DateTimeOffset since, DateTimeOffset asOf)
{
    // Bookings and lists of orders come about a moment after the execution.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, SymbolTrace> _symbols = new(StringComparer.Ordinal);

    internal DateTimeOffset Since => since;

    internal DateTimeOffset AsOf => asOf;

    internal IReadOnlyCollection<string> Symbols => _symbols.Keys;

    /// <summary>What is known of one instrument; nothing when it left no trace.</summary>
    internal SymbolTrace? Find(string symbol) => _symbols.GetValueOrDefault(symbol);

    internal SymbolTrace Of(string symbol)
    {
        if (!_symbols.TryGetValue(symbol, out SymbolTrace? trace))
        {
            trace = new SymbolTrace();
            _symbols.Add(symbol, trace);
        }

        return trace;
    }

    /// <summary>The stretches of time to ask for so that all executions of an instrument in a time are seen.</summary>
    /// <param name="symbol">The instrument.</param>
    /// <param name="all">The time; not from before <see cref="Since"/>.</param>
    /// <param name="longest">The longest stretch that one call takes.</param>
    /// <param name="isOpenEnded">Whether what happened after the trace was found is of interest, too.</param>
    internal IReadOnlyList<Window> Windows(string symbol, Window all, TimeSpan longest, bool isOpenEnded)
    {
        IEnumerable<Window> times = Find(symbol)?.Times ?? [];
        return Window.Cover(isOpenEnded ? times.Append(all with { From = asOf - Lag }) : times, all, longest);
    }
}

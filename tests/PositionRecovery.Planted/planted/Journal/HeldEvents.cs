namespace PositionRecovery;

/// <summary>Events about orders that are not known yet, until they are.</summary>
internal sealed class HeldEvents
{
    private readonly SortedDictionary<long, HeldEvent> _held = [];

    internal int Count => _held.Count;

    internal IReadOnlyCollection<HeldEvent> All => _held.Values;

    internal void Add(HeldEvent held) => _held[held.Sequence] = held;

    internal void Remove(long sequence) => _held.Remove(sequence);

    internal void Clear() => _held.Clear();

    /// <summary>Those about one order, in order of arrival.</summary>
    internal List<HeldEvent> For(OrderIntent order) => _held.Count == 0
        ? []
        : [.. _held.Values.Where(h => IsAbout(h.Event, order))];

    /// <summary>Whether any is about one order.</summary>
    internal bool IsAbout(OrderIntent order) => _held.Count > 0 && _held.Values.Any(h => IsAbout(h.Event, order));

    /// <summary>The client order id, account and instrument an event names.</summary>
    internal static (ClientOrderId Order, AccountId? Account, InstrumentId? Instrument)? Named(
        ExecutionEvent happened) => happened switch
        {
            OrderFilledEvent e => (e.Fill.Order, e.Fill.Account, e.Fill.Instrument),
            OrderEvent e => (e.Order, e.Account, e.Instrument),
            _ => null,
        };

    private static bool IsAbout(ExecutionEvent happened, OrderIntent order) =>
        Named(happened) is var (id, account, instrument) && id == order.Id
        && (account is null || account == order.Account) && (instrument is null || instrument == order.Instrument);
}

namespace PositionRecovery;

/// <summary>When the engine last said something of each position: what a venue was asked before that is no measure for
/// it.</summary>
internal sealed class RecentActivity
{
    private readonly Dictionary<BookKey, (long Sequence, DateTimeOffset At)> _latest = [];

    internal void Note(LiveState state, ExecutionEvent happened, DateTimeOffset at)
    {
        if (KeyOf(state, happened) is { } key)
        {
            _latest[key] = (state.Sequence, at);
        }
    }

    /// <summary>The positions the engine spoke of after a sequence.</summary>
    internal IReadOnlyList<BookKey> Since(long sequence) =>
        [.. _latest.Where(l => l.Value.Sequence > sequence).Select(static l => l.Key).Order(KeyOrder.Books)];

    /// <summary>The positions the engine spoke of at or after a moment of its steady clock.</summary>
    internal IReadOnlyList<BookKey> Since(DateTimeOffset moment) =>
        [.. _latest.Where(l => l.Value.At >= moment).Select(static l => l.Key).Order(KeyOrder.Books)];

    private static BookKey? KeyOf(LiveState state, ExecutionEvent happened) => happened switch
    {
        OrderIntendedEvent e => e.Intent.Position.Book,
        OrderImportedEvent e => e.Order.Intent.Position.Book,
        OrderFilledEvent { Fill: var f } => state.FindOrder(f.Order, f.Account, f.Instrument)?.Snapshot.Intent.Position
            .Book ?? new BookKey(f.Account, f.Instrument, PositionSide.Net),
        OrderEvent e => state.FindOrder(e.Order, e.Account, e.Instrument)?.Snapshot.Intent.Position.Book,
        _ => null,
    };
}

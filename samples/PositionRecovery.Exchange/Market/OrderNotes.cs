using System.Collections.Concurrent;

namespace PositionRecovery.Exchange;

/// <summary>What a request said of an order that means nothing to the venue and is repeated in answers.</summary>
internal sealed record OrderNotes
{
    internal static OrderNotes None { get; } = new();

    internal string WorkingType { get; init; } = "CONTRACT_PRICE";

    internal bool PriceProtect { get; init; }

    internal string SelfTradePrevention { get; init; } = "EXPIRE_MAKER";

    internal long GoodTillDate { get; init; }

    internal decimal? CallbackRate { get; init; }

    internal decimal? ActivatePrice { get; init; }

    internal bool ClosesPosition { get; init; }
}

/// <summary>The notes on all orders.</summary>
internal sealed class OrderNotebook
{
    private readonly ConcurrentDictionary<VenueOrderId, OrderNotes> _notes = [];

    internal OrderNotes this[VenueOrderId id]
    {
        get => _notes.GetValueOrDefault(id, OrderNotes.None);
        set => _notes[id] = value;
    }
}

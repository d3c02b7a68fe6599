namespace PositionRecovery.Testing;

/// <summary>An account at the venue and all that ever happened in it.</summary>
internal sealed class VenueAccount
{
    private readonly Dictionary<(InstrumentId, PositionSide), HeldPosition> _positions = [];

    private readonly Dictionary<AssetId, Timeline<decimal>> _balances = [];

    private readonly Dictionary<(InstrumentId, ClientOrderId), int> _taken = [];

    internal VenueAccount(SimulatedAccount account, DateTimeOffset at)
    {
        Id = account.Id;
        Mode = account.Mode;
        Identity = account.Identity ?? $"uid-{account.Id}";
        Leverage = account.Leverage;
        foreach ((AssetId asset, decimal amount) in account.Balances.OrderBy(
            static b => b.Key.Value, StringComparer.Ordinal))
        {
            Pay(asset, amount, at);
        }
    }

    internal AccountId Id { get; }

    internal PositionMode Mode { get; set; }

    internal string Identity { get; set; }

    internal decimal? Leverage { get; set; }

    internal List<FillReport> Fills { get; } = [];

    internal List<CashFlowReport> Flows { get; } = [];

    /// <summary>Every order, in the order of acceptance.</summary>
    internal List<VenueOrder> Orders { get; } = [];

    /// <summary>Those that work.</summary>
    internal List<VenueOrder> Working { get; } = [];

    /// <summary>Those that ended, in the order in which they ended.</summary>
    internal List<VenueOrder> Ended { get; } = [];

    private Dictionary<(InstrumentId, ClientOrderId), List<VenueOrder>> ByClientId { get; } = [];

    internal Dictionary<VenueOrderId, VenueOrder> ByVenueId { get; } = [];

    /// <summary>The positions there ever were, in a fixed order.</summary>
    internal IEnumerable<HeldPosition> Positions => _positions.Values
        .OrderBy(static p => p.Definition.Id.Value, StringComparer.Ordinal).ThenBy(static p => p.Side);

    internal IEnumerable<(AssetId Asset, Timeline<decimal> Amount)> Balances => _balances
        .OrderBy(static b => b.Key.Value, StringComparer.Ordinal).Select(static b => (b.Key, b.Value));

    internal HeldPosition? FindPosition(InstrumentId instrument, PositionSide side) =>
        _positions.GetValueOrDefault((instrument, side));

    internal HeldPosition PositionOf(InstrumentDefinition instrument, PositionSide side)
    {
        if (!_positions.TryGetValue((instrument.Id, side), out HeldPosition? position))
        {
            _positions.Add((instrument.Id, side), position = new HeldPosition(instrument, side));
        }

        return position;
    }

    internal IReadOnlyList<VenueOrder> OrdersOf(InstrumentId instrument, ClientOrderId? id) =>
        id is { } known && ByClientId.TryGetValue((instrument, known), out List<VenueOrder>? orders) ? orders : [];

    internal decimal BalanceOf(AssetId asset) =>
        _balances.TryGetValue(asset, out Timeline<decimal>? amount) ? amount.Latest : 0m;

    internal void Pay(AssetId asset, decimal amount, DateTimeOffset at)
    {
        if (!_balances.TryGetValue(asset, out Timeline<decimal>? balance))
        {
            _balances.Add(asset, balance = new Timeline<decimal>());
        }

        balance.Add(at, (balance.IsEmpty ? 0m : balance.Latest) + amount);
    }

    /// <summary>Counts an order that was taken.</summary>
    /// <returns>How often its client order id was taken by now.</returns>
    internal int Taken(OrderIntent intent) =>
        _taken[(intent.Instrument, intent.Id)] = _taken.GetValueOrDefault((intent.Instrument, intent.Id)) + 1;

    /// <summary>Puts an order on the books.</summary>
    internal void Add(VenueOrder order)
    {
        Orders.Add(order);
        Working.Add(order);
        ByVenueId.Add(order.Id, order);
        if (!ByClientId.TryGetValue((order.Intent.Instrument, order.Intent.Id), out List<VenueOrder>? same))
        {
            ByClientId.Add((order.Intent.Instrument, order.Intent.Id), same = []);
        }

        same.Add(order);
    }

    /// <summary>Takes what ended from the working orders.</summary>
    internal void Retire(VenueOrder order)
    {
        if (Working.Remove(order))
        {
            Ended.Add(order);
        }
    }
}

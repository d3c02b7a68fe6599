namespace PositionRecovery;

/// <summary>The orders of a position's book, by what they are to its exits.</summary>
internal sealed class ExitOrders
{
    /// <summary>How many numbers in a row may be missing: what was purged or lost before the rest was.</summary>
    private const int MaxGap = 4;

    private readonly ExitSituation _situation;
    private readonly Dictionary<ClientOrderId, OrderSnapshot> _exits = [];
    private readonly List<OrderSnapshot> _others = [];

    internal ExitOrders(ExitSituation situation)
    {
        _situation = situation;
        PositionKey key = situation.Position.Key;
        foreach (OrderSnapshot order in situation.Orders)
        {
            OrderIntent intent = order.Intent;
            if (intent.Position.Book != key.Book
                || (intent.Strategy != key.Strategy && intent.Strategy != StrategyId.External))
            {
                continue; // what another strategy placed protects its own part
            }

            if (!ExitIds.IsOne(intent.Id))
            {
                _others.Add(order);
            }
            else
            {
                _exits.TryAdd(intent.Id, order);
            }
        }
    }

    /// <summary>Exits that the journal knows and that belong to no leg asked for so far.</summary>
    internal IEnumerable<OrderSnapshot> Orphans => Live(_exits.Values).Where(static o => !o.IsExternal);

    /// <summary>Exits that look like this library's, are not in the journal, and would close the position.</summary>
    internal IEnumerable<OrderSnapshot> Unrecorded => Live(_exits.Values).Where(o => o.IsExternal && IsClosing(o));

    /// <summary>The same whatever their side, as far as they are a strategy's.</summary>
    internal IEnumerable<OrderSnapshot> UnrecordedOf(StrategyId strategy) =>
        Live(_exits.Values).Where(o => o.IsExternal && o.Intent.Strategy == strategy);

    /// <summary>Orders that others placed and that would close the position: by hand, or by the engine itself.
    /// </summary>
    internal IEnumerable<OrderSnapshot> Foreign => Live(_others).Where(o => IsClosing(o)
        && (o.IsExternal || o.Intent.IsReduceOnly || o.Intent.Action == OrderAction.Exit));

    /// <summary>What else works on the closing side, and so may hold quantity of a venue without reduce-only orders.
    /// </summary>
    internal IEnumerable<OrderSnapshot> Closing => Live(_others).Where(IsClosing);

    /// <summary>Takes out the orders placed for a leg in this life of the position. Ids are tried from 1 on, and some
    /// further than the first that is not known: a gap must not make a number used twice.</summary>
    internal List<(int Attempt, OrderSnapshot Order)> TakeAttempts(EpochId epoch, ExitLeg leg)
    {
        var attempts = new List<(int, OrderSnapshot)>();
        string purpose = leg.Kind.ToString();
        int misses = 0;
        for (int attempt = 1; misses < MaxGap && _exits.Count > 0; attempt++)
        {
            ClientOrderId id = ExitIds.Of(_situation.Position.Key, epoch, purpose, leg.Name, attempt);
            bool isKnown = _exits.Remove(id, out OrderSnapshot? order);
            misses = isKnown ? 0 : misses + 1;
            if (isKnown)
            {
                attempts.Add((attempt, order!));
            }
        }

        return attempts;
    }

    internal static bool IsWorking(OrderSnapshot order) => order.Status is OrderStatus.Accepted
        or OrderStatus.Triggered or OrderStatus.PartiallyFilled or OrderStatus.PendingUpdate;

    /// <summary>Whether it is not known whether the venue has it.</summary>
    internal static bool IsUnknown(OrderSnapshot order) => order.Status is OrderStatus.Unknown
        or OrderStatus.Initialized or OrderStatus.Intended or OrderStatus.Submitted;

    /// <summary>Whether it closes whatever there is when it triggers.</summary>
    internal static bool IsWhole(OrderSnapshot order) => order.Intent is
    {
        Quantity: 0m,
        Type: OrderType.StopMarket or OrderType.TakeProfitMarket or OrderType.TrailingStopMarket,
    };

    private bool IsClosing(OrderSnapshot order) => order.Intent.Side == _situation.ClosingSide;

    private static IOrderedEnumerable<OrderSnapshot> Live(IEnumerable<OrderSnapshot> orders) =>
        orders.Where(static o => !o.IsTerminal).OrderBy(static o => o.Intent.Id.Value, StringComparer.Ordinal);
}

namespace PositionRecovery.Tests;

/// <summary>What the engine remembers of a world: the state in which it stopped, with everything it missed missing.
/// </summary>
internal sealed class Belief
{
    private readonly TradedWorld _world;
    private readonly BeliefScript _script;
    private readonly int _cut;
    private readonly Dictionary<Execution, IReadOnlyList<FillAllocation>> _owners;

    private Belief(TradedWorld world, BeliefScript script)
    {
        _world = world;
        _script = script;
        _cut = script.Kind == BeliefKind.Cold ? 0 : world.EventsBefore(script.Cut);
        Horizon = HorizonOf();
        Seen = [.. world.Events.Where(HasSeen)];
        Known = [.. Seen.Where(e => e.Execution is not null).Select(e => e.Execution!)];
        _owners = NaiveOwnership.Of(Known);
    }

    /// <summary>The events the engine lived through and did not miss.</summary>
    internal IReadOnlyList<WorldEvent> Seen { get; }

    /// <summary>The executions among them.</summary>
    internal IReadOnlyList<Execution> Known { get; }

    /// <summary>Up to which time its history was purged.</summary>
    internal DateTimeOffset? Horizon { get; }

    /// <summary>When the engine stopped.</summary>
    internal DateTimeOffset StoppedAt => _cut == 0 ? TradedWorld.Start : _world.Events[_cut - 1].At;

    internal static Belief Of(TradedWorld world, BeliefScript script) => new(world, script);

    internal CachedSnapshot Snapshot()
    {
        if (_script.Kind == BeliefKind.Cold)
        {
            return new CachedSnapshot();
        }

        List<OrderSnapshot> orders = [.. _world.Orders.Select(OrderOf).OfType<OrderSnapshot>()];
        return new CachedSnapshot
        {
            Sequence = _cut,
            Instruments = [.. _world.Instruments],
            Orders = [.. orders.Where(o => !IsPurged(o))],
            PurgedTrades = [.. orders.Where(IsPurged).SelectMany(o => o.Fills).Select(f => f.Key)],
            Positions = [.. Known.SelectMany(SharesOf).Select(s => s.Key).Distinct().Select(PositionOf)],
            AccountBooks = HasAccountBooks ? [.. Known.Select(e => e.Key).Distinct().Select(BookOf)] : [],
            Accounts = [.. _world.Accounts.Where(_ => _script.KnowsIdentity).Select(AccountOf)],
            Balances = [.. _world.Accounts.SelectMany(BalancesOf)],
        };
    }

    /// <summary>The life the position is in, as the engine named it.</summary>
    internal EpochId? EpochOf(BookKey key) => EpochOf($"{key.Account}/{key.Instrument}/{key.Side}", BookOfKnown(key));

    private bool HasAccountBooks => _script.Kind != BeliefKind.StrategiesOnly;

    private bool HasOpening => _script.Kind is BeliefKind.Full or BeliefKind.Purged;

    /// <summary>A purge takes what is older than some time, and only when nothing of that age is still to be learned:
    /// what lies before a horizon is never applied again.</summary>
    private DateTimeOffset? HorizonOf()
    {
        int count = _cut * _script.Purged / 100;
        if (_script.Kind != BeliefKind.Purged || count == 0)
        {
            return null;
        }

        DateTimeOffset horizon = _world.Events[count - 1].At;
        return _world.Events.Skip(_cut).Any(e => e.At <= horizon) ? null : horizon;
    }

    private bool HasSeen(WorldEvent happened) =>
        happened.Index < _cut && (happened.At <= Horizon || !CanMiss(happened) || !IsHole(happened));

    private bool IsHole(WorldEvent happened) => (_script.Holes >> (happened.Index % 16) & 1) == 1;

    /// <summary>A book without its history cannot have missed the opening of a leg that it saw closed: it would be on
    /// the wrong side, with nothing to show for it.</summary>
    private bool CanMiss(WorldEvent happened) =>
        _script.Kind is BeliefKind.Full or BeliefKind.Purged
        || happened.Execution is null
        || !happened.Order.Market.EndsAtZero;

    private bool IsPurged(OrderSnapshot order) => Horizon is not null && order.IsTerminal && order.UpdatedAt <= Horizon;

    private OrderSnapshot? OrderOf(TrueOrder order)
    {
        List<WorldEvent> seen = [.. order.Events.Where(e => Seen.Contains(e) && e.Kind != WorldEventKind.Lost)];
        bool isIntended = !order.IsExternal && order.Events[0].Index < _cut + _script.Intents;
        return seen.Count > 0 ? BeliefOrders.Snapshot(order, seen, FillOf, CancelRequestedAt(order, seen))
            : isIntended ? BeliefOrders.Intended(order)
            : null;
    }

    /// <summary>When the engine asked for the cancellation of an order that was working to its knowledge.</summary>
    private DateTimeOffset? CancelRequestedAt(TrueOrder order, IReadOnlyList<WorldEvent> seen) =>
        _script.IsCanceling && !order.IsExternal && order.StateAfter(seen).IsWorking ? StoppedAt : null;

    private FillSnapshot FillOf(Execution execution) => new()
    {
        Trade = execution.Id,
        Order = BeliefOrders.IdOf(execution.Order),
        Account = execution.Key.Account,
        Instrument = execution.Key.Instrument,
        Side = execution.Order.Side,
        Quantity = execution.Quantity,
        Price = execution.Price,
        Fee = execution.Fee,
        FeeAsset = execution.FeeAsset,
        At = execution.At,
        Sequence = execution.Sequence,
        Allocations = _owners[execution],
    };

    private IEnumerable<(PositionKey Key, Trade Trade)> SharesOf(Execution execution) =>
        NaiveOwnership.Shares(execution, _owners[execution]);

    private AccountBookSnapshot BookOf(BookKey key)
    {
        NaiveBook book = BookOfKnown(key);
        return new AccountBookSnapshot
        {
            Key = key,
            Quantity = book.Quantity,
            AveragePrice = book.Average?.Stored(),
            RealizedPnl = book.RealizedPnl.Stored(),
            Fees = book.Fees.Stored(),
            Epoch = EpochOf(key),
            Opening = HasOpening ? OpeningOf(_world.Book(key, Known.Where(e => e.At <= Horizon))) : null,
            AgreedAt = AgreedAt(key),
            Leverage = VenueView.Leverage,
        };
    }

    private PositionSnapshot PositionOf(PositionKey key)
    {
        List<(DateTimeOffset At, Trade Trade)> trades = [.. Known
            .SelectMany(e => SharesOf(e).Where(s => s.Key == key).Select(s => (e.At, s.Trade)))];
        InstrumentDefinition instrument = _world.Instrument(key.Instrument);
        NaiveBook book = NaiveBook.Of(instrument, trades.Select(t => t.Trade));
        NaiveBook opening = NaiveBook.Of(instrument, trades.Where(t => t.At <= Horizon).Select(t => t.Trade));
        return new PositionSnapshot
        {
            Key = key,
            Quantity = book.Quantity,
            AveragePrice = book.Average?.Stored(),
            RealizedPnl = book.RealizedPnl.Stored(),
            Fees = book.Fees.Stored(),
            Epoch = EpochOf($"{key.Strategy}/{key.Account}/{key.Instrument}/{key.Side}", book),
            OpenedAt = book.Quantity == 0m ? null : TradedWorld.Start,
            Opening = HasOpening ? OpeningOf(opening) : null,
        };
    }

    private OpeningBalance OpeningOf(NaiveBook before) => new()
    {
        Quantity = before.Quantity,
        AveragePrice = before.Average?.Stored(),
        RealizedPnl = before.RealizedPnl.Stored(),
        Fees = before.Fees.Stored(),
        At = Horizon,
    };

    /// <summary>Only a book without holes can have agreed, and only up to a time at which nothing is left to learn.
    /// </summary>
    private DateTimeOffset? AgreedAt(BookKey key)
    {
        Execution? missed = _world.Executions.FirstOrDefault(e => e.Key == key && !Known.Contains(e));
        DateTimeOffset? last = Known.LastOrDefault(e => e.Key == key)?.At;
        return _script.IsAgreed && (missed is null || missed.At > last) ? last : null;
    }

    private AccountSnapshot AccountOf(Market market) => new()
    {
        Account = market.Account, Identity = VenueView.IdentityOf(market.Account), Mode = VenueView.ModeOf(market.Kind),
    };

    private IEnumerable<BalanceSnapshot> BalancesOf(Market account) =>
        account.Kind != AccountKind.Spot ? [] : _world.Markets
            .Where(m => m.Account == account.Account)
            .GroupBy(m => m.Instrument.BaseAsset!.Value)
            .Select(assets => new BalanceSnapshot
            {
                Account = account.Account,
                Asset = assets.Key,
                Total = assets.Sum(m => BookOfKnown(m.Key(PositionSide.Net)).Quantity),
            });

    private NaiveBook BookOfKnown(BookKey key) => _world.Book(key, Known);

    private static EpochId? EpochOf(string name, NaiveBook book) =>
        book.Quantity == 0m ? null : new EpochId($"life-{book.Lives}-of-{name}");
}

using System.Globalization;

namespace PositionRecovery.Testing;

/// <summary>All that the venue is: its clock, accounts, markets and its ledger. Guarded by the venue's lock.</summary>
internal sealed class VenueState
{
    private const long FirstRegular = 1_000_000;

    private const long FirstConditional = 7_000_000;

    private readonly TimeProvider _clock;

    private readonly DateTimeOffset _start;

    private readonly long _startedAt;

    private readonly Dictionary<AccountId, VenueAccount> _accounts = [];

    private readonly Dictionary<InstrumentId, Market> _markets = [];

    private long _regular = FirstRegular;

    private long _conditional = FirstConditional;

    private long _flows;

    private long _invented;

    internal VenueState(SimulatedVenueSetup setup)
    {
        Setup = setup;
        _clock = setup.TimeProvider;
        _start = _clock.GetUtcNow() + setup.ClockOffset;
        _startedAt = _clock.GetTimestamp();
        foreach (SimulatedAccount account in setup.Accounts)
        {
            _accounts.Add(account.Id, new VenueAccount(account, _start));
        }

        foreach (InstrumentDefinition instrument in setup.Instruments)
        {
            _markets.Add(instrument.Id, new Market(instrument));
        }
    }

    internal SimulatedVenueSetup Setup { get; }

    /// <summary>The venue's time: it follows the clock's timer, not its hands.</summary>
    internal DateTimeOffset Now => _start + _clock.GetElapsedTime(_startedAt);

    internal List<AcceptedOrder> Accepted { get; } = [];

    /// <summary>What is still to be told to whoever listens.</summary>
    internal Queue<VenueReport> Outbox { get; } = new();

    internal IEnumerable<VenueAccount> Accounts => Setup.Accounts.Select(a => _accounts[a.Id]);

    internal IEnumerable<Market> Markets => Setup.Instruments.Select(i => _markets[i.Id]);

    internal VenueAccount? FindAccount(AccountId id) => _accounts.GetValueOrDefault(id);

    internal Market? FindMarket(InstrumentId id) => _markets.GetValueOrDefault(id);

    /// <summary>For the test's own calls, where a wrong name is an error of the test.</summary>
    internal VenueAccount AccountOf(AccountId id) => FindAccount(id)
        ?? throw new ArgumentException($"The venue has no account '{id}'.", nameof(id));

    internal Market MarketOf(InstrumentId id) => FindMarket(id)
        ?? throw new ArgumentException($"The venue has no instrument '{id}'.", nameof(id));

    internal VenueOrderId NextOrder(OrderClass service) => new(
        (service == OrderClass.Conditional ? ++_conditional : ++_regular).ToString(CultureInfo.InvariantCulture));

    /// <summary>What a scene brought along is not given out again.</summary>
    internal void SkipOrders(OrderClass service, VenueOrderId taken)
    {
        if (!long.TryParse(taken.Value, CultureInfo.InvariantCulture, out long number))
        {
            return;
        }

        if (service == OrderClass.Conditional)
        {
            _conditional = Math.Max(_conditional, number);
        }
        else
        {
            _regular = Math.Max(_regular, number);
        }
    }

    internal TradeId NextFlow() => new(FormattableString.Invariant($"flow-{++_flows}"));

    /// <summary>A client order id that the venue or its web page makes up.</summary>
    internal ClientOrderId Invent(string prefix) => new(FormattableString.Invariant($"{prefix}-{++_invented}"));

    /// <summary>Writes down what an order is now, and tells.</summary>
    internal void Note(VenueOrder order, string? reason = null)
    {
        order.Remember(Now, reason);
        Outbox.Enqueue(order.Past.Latest);
    }

    internal void Note(VenueOrder order, OrderStatus status, string? reason = null)
    {
        order.Status = status;
        Note(order, reason);
    }

    /// <summary>What leaves the working orders.</summary>
    internal void End(VenueOrder order, OrderStatus status, string? reason)
    {
        Note(order, status, reason);
        Retire(order);
    }

    internal void Retire(VenueOrder order) => _accounts[order.Intent.Account].Retire(order);
}

namespace PositionRecovery.Testing;

/// <content>The truth, past all faults: what tests judge by.</content>
public sealed partial class SimulatedVenue
{
    /// <summary>Every order that the venue took, oldest first: the ledger of effects. What a conditional order becomes
    /// when it is triggered is no order of its own here.</summary>
    public IReadOnlyList<AcceptedOrder> AcceptedOrders => Locked(() => _state.Accepted.ToArray());

    /// <summary>Every order that somebody tried to send through <see cref="IOrderGateway"/>, oldest first.</summary>
    public IReadOnlyList<SubmitAttempt> SubmitAttempts => Locked(() => _attempts.ToArray());

    /// <summary>The open positions of an account.</summary>
    /// <param name="account">The account.</param>
    public IReadOnlyList<PositionReport> PositionsOf(AccountId account) =>
        Locked(() => _answers.Positions(_state.AccountOf(account), null, _state.Now).ToArray());

    /// <summary>The signed quantity of a position; 0 when flat.</summary>
    /// <param name="position">The position.</param>
    public decimal QuantityOf(BookKey position) => Locked(() =>
        _state.AccountOf(position.Account).FindPosition(position.Instrument, position.Side)?.Quantity ?? 0m);

    /// <summary>The working orders of an account, of all order services.</summary>
    /// <param name="account">The account.</param>
    public IReadOnlyList<OrderReport> OpenOrdersOf(AccountId account) =>
        Locked(() => VenueAnswers.OpenOrders(_state.AccountOf(account), null, null, _state.Now).ToArray());

    /// <summary>Every order there ever was in an account, as it is now.</summary>
    /// <param name="account">The account.</param>
    public IReadOnlyList<OrderReport> OrdersOf(AccountId account) =>
        Locked(() => _state.AccountOf(account).Orders.Select(static o => o.Past.Latest).ToArray());

    /// <summary>Every execution in an account, oldest first.</summary>
    /// <param name="account">The account.</param>
    public IReadOnlyList<FillReport> FillsOf(AccountId account) =>
        Locked(() => _state.AccountOf(account).Fills.ToArray());

    /// <summary>What an account holds.</summary>
    /// <param name="account">The account.</param>
    public IReadOnlyList<BalanceReport> BalancesOf(AccountId account) => Locked(() =>
    {
        DateTimeOffset now = _state.Now; // read once: the clock may run
        return VenueAnswers.Balances(_state.AccountOf(account), now, now).ToArray();
    });

    /// <summary>Every movement of money in an account that was no trade, oldest first.</summary>
    /// <param name="account">The account.</param>
    public IReadOnlyList<CashFlowReport> CashFlowsOf(AccountId account) =>
        Locked(() => _state.AccountOf(account).Flows.ToArray());
}

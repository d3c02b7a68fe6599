namespace PositionRecovery.Testing;

/// <content>What a test does to the market and to accounts: prices, people, and the venue itself.</content>
public sealed partial class SimulatedVenue
{
    /// <summary>Makes an account look like this, past all rules: what the scene has is added, positions, balances and
    /// prices are set. What is added so is not in <see cref="AcceptedOrders"/>.</summary>
    /// <param name="scene">What it looks like.</param>
    public void Arrange(VenueScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Locked(() => new SceneLoader(_state).Load(scene));
    }

    /// <summary>Moves the price of an instrument: mark, bid, ask and last alike. Orders that it reaches are triggered
    /// and executed, in the order in which it reaches them: limit orders at their price, triggered ones at the new
    /// price.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="price">The price; greater than 0.</param>
    public void SetPrice(InstrumentId instrument, decimal price) => Move(instrument, price, null);

    /// <summary>Moves the price of an instrument, at which only so much can be traded.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="price">The price; greater than 0.</param>
    /// <param name="liquidity">How much can be traded until the price is set again, by all orders together; 0 or more.
    /// </param>
    public void SetPrice(InstrumentId instrument, decimal price, decimal liquidity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(liquidity);
        Move(instrument, price, liquidity);
    }

    /// <summary>The present price of an instrument; <c>null</c> when none was set.</summary>
    /// <param name="instrument">The instrument.</param>
    public decimal? PriceOf(InstrumentId instrument) => Locked(() => _state.MarketOf(instrument).Price);

    /// <summary>Executes a part of a working order now, at its limit, or at the present price when it has none. One
    /// that waits for its trigger is triggered first.</summary>
    /// <param name="id">The client order id.</param>
    /// <param name="quantity">How much; at most what remains.</param>
    /// <exception cref="ArgumentException">No working order has this id, or less than that remains.</exception>
    public void FillPartly(ClientOrderId id, decimal quantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        Locked(() =>
        {
            VenueOrder order = WorkingOrder(id);
            order = order.IsWaiting ? _matching.Trigger(order) : order;
            decimal most = _matching.Executable(order);
            if (quantity > most)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"{id} has {most} left; {quantity} cannot be executed."),
                        nameof(quantity));
            }

            decimal price = order.HasLimit ? order.Intent.Price!.Value
                : _state.MarketOf(order.Intent.Instrument).Price
                ?? throw new InvalidOperationException($"{order.Intent.Instrument} has no price.");
            _clearing.Execute(
                order, quantity, price, order.HasLimit ? LiquiditySide.Maker : LiquiditySide.Taker);
        });
    }

    /// <summary>The venue ends a working order without being asked.</summary>
    /// <param name="id">The client order id.</param>
    /// <exception cref="ArgumentException">No working order has this id.</exception>
    public void Expire(ClientOrderId id) => Locked(() =>
    {
        VenueOrder order = WorkingOrder(id);
        _state.End(order, OrderStatus.Expired, "expired");
        _clearing.CancelPartner(order);
    });

    /// <summary>A person places an order. The venue's rules hold, faults do not. A trailing order stays as far behind
    /// the price as its trigger price is now.</summary>
    /// <param name="order">The order.</param>
    /// <returns>What became of it.</returns>
    public SubmitResult PlaceManually(OrderIntent order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Locked(() => _entry.Place(order, null, null, OrderPlacer.Person));
    }

    /// <summary>A person trades at the market, under a client order id that the venue's web page makes up. In hedging
    /// mode a buy is of the long leg and a sell of the short one.</summary>
    /// <param name="account">The account.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantity">How much.</param>
    /// <returns>What became of it.</returns>
    public SubmitResult PlaceManually(AccountId account, InstrumentId instrument, OrderSide side, decimal quantity) =>
        Locked(() => _entry.Place(
            new OrderIntent
            {
                Id = _state.Invent("web"),
                Strategy = StrategyId.External,
                Account = account,
                Instrument = instrument,
                Side = side,
                Type = OrderType.Market,
                Quantity = quantity,
                PositionSide = _state.AccountOf(account).Mode != PositionMode.Hedging ? PositionSide.Net
                    : side == OrderSide.Buy ? PositionSide.Long : PositionSide.Short,
            },
            null,
            null,
            OrderPlacer.Person));

    /// <summary>A person cancels a working order.</summary>
    /// <param name="id">Its client order id.</param>
    /// <exception cref="ArgumentException">No working order has this id.</exception>
    public void CancelManually(ClientOrderId id) => Locked(() =>
    {
        VenueOrder order = WorkingOrder(id);
        Cancel(order.Intent.Account, order.Intent.Instrument, order.Id, id);
    });

    /// <summary>The venue liquidates a position: the orders on it are canceled, and a forced order closes it at the
    /// present price.</summary>
    /// <param name="position">The position.</param>
    /// <exception cref="InvalidOperationException">There is no such position, or no price.</exception>
    public void Liquidate(BookKey position) => Locked(() =>
        _forced.Liquidate(_state.AccountOf(position.Account), position.Instrument, position.Side));

    /// <summary>The venue takes a part of a position for the sake of a counterparty.</summary>
    /// <param name="position">The position.</param>
    /// <param name="quantity">How much of it, at most.</param>
    /// <exception cref="InvalidOperationException">There is no such position, or no price.</exception>
    public void Deleverage(BookKey position, decimal quantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        Locked(() => _forced.Deleverage(
            _state.AccountOf(position.Account), position.Instrument, position.Side, quantity));
    }

    /// <summary>The venue settles an instrument: its orders end and all its positions are closed at the present price.
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    public void Settle(InstrumentId instrument) => Locked(() => _forced.Settle(_state.MarketOf(instrument)));

    /// <summary>Each position in an instrument pays a part of its value; short ones receive it.</summary>
    /// <param name="instrument">The instrument; it has a price.</param>
    /// <param name="rate">The part, for example 0.0001.</param>
    public void Fund(InstrumentId instrument, decimal rate) =>
        Locked(() => _forced.Fund(_state.MarketOf(instrument), rate));

    /// <summary>Money comes or goes without a trade.</summary>
    /// <param name="account">The account.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="amount">Positive when it comes.</param>
    public void Transfer(AccountId account, AssetId asset, decimal amount) =>
        Locked(() => _forced.Pay(_state.AccountOf(account), asset, amount, CashFlowKind.Transfer, null));

    /// <summary>Each unit of an instrument becomes several, at a price as much lower. Its orders are
    /// canceled.</summary>
    /// <param name="instrument">The instrument; it has a price.</param>
    /// <param name="ratio">How many new units one old unit becomes; greater than 0.</param>
    public void Split(InstrumentId instrument, decimal ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        Locked(() => _forced.Split(_state.MarketOf(instrument), ratio));
    }

    /// <summary>Somebody changes how an account keeps positions.</summary>
    /// <param name="account">The account.</param>
    /// <param name="mode">How it keeps them from now on.</param>
    /// <exception cref="InvalidOperationException">It has positions or working orders.</exception>
    public void SetMode(AccountId account, PositionMode mode) => Locked(() =>
    {
        VenueAccount found = _state.AccountOf(account);
        if (found.Working.Count > 0 || found.Positions.Any(static p => p.Quantity != 0m))
        {
            throw new InvalidOperationException($"{account} has positions or orders; its mode cannot be changed.");
        }

        found.Mode = mode;
    });

    /// <summary>The keys lead to another account from now on: the venue tells another identity.</summary>
    /// <param name="account">The account.</param>
    /// <param name="identity">The venue's name of the other one.</param>
    public void SetIdentity(AccountId account, string identity)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        Locked(() => _state.AccountOf(account).Identity = identity);
    }

    /// <summary>Somebody changes the leverage of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="leverage">The leverage.</param>
    public void SetLeverage(AccountId account, decimal leverage) =>
        Locked(() => _state.AccountOf(account).Leverage = leverage);

    private void Move(InstrumentId instrument, decimal price, decimal? liquidity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        Locked(() => _matching.MoveTo(_state.MarketOf(instrument), price, liquidity));
    }

    private SubmitResult Cancel(
        AccountId account, InstrumentId instrument, VenueOrderId? venueOrder, ClientOrderId client)
    {
        VenueOrder? order = _state.FindAccount(account)?.Working.Find(o => o.Intent.Instrument == instrument
            && (venueOrder is { } id ? o.Id == id : o.Intent.Id == client));
        if (order is null)
        {
            return SubmitResult.Rejected("unknown order");
        }

        _state.End(order, OrderStatus.Canceled, null);
        _clearing.CancelPartner(order);
        return SubmitResult.Accepted(order.Id);
    }

    private VenueOrder WorkingOrder(ClientOrderId id) => _state.Accounts
        .Select(a => a.Working.Find(o => o.Intent.Id == id)).FirstOrDefault(static o => o is not null)
        ?? throw new ArgumentException($"No working order has the client order id '{id}'.", nameof(id));
}

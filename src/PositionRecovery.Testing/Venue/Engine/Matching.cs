namespace PositionRecovery.Testing;

/// <summary>Executes and triggers orders as the price moves. Of several the one that the price reaches first comes
/// first, then the one taken first.</summary>
internal sealed class Matching(VenueState state, Clearing clearing)
{
    /// <summary>Moves a price.</summary>
    /// <param name="market">The market.</param>
    /// <param name="price">The new price.</param>
    /// <param name="liquidity">How much can be traded at it, all orders together; <c>null</c> for any quantity.
    /// </param>
    internal void MoveTo(Market market, decimal price, decimal? liquidity)
    {
        decimal from = market.Price ?? price;
        market.MoveTo(state.Now, price, liquidity);
        foreach (VenueOrder order in Trailing(market))
        {
            Trail(order, price);
        }

        while (NextDue(market, from) is { } due)
        {
            Act(due, market);
        }
    }

    /// <summary>What happens to an order as soon as it is taken.</summary>
    internal void Enter(VenueOrder order)
    {
        Market market = state.MarketOf(order.Intent.Instrument);
        if (order.IsWaiting)
        {
            return;
        }

        if (!order.HasLimit || (market.Price is { } price && Crosses(order, price)))
        {
            Take(order, market);
        }

        EndIfImmediate(order);
    }

    /// <summary>Makes a waiting order a working one.</summary>
    /// <returns>What works from now on: another order where conditional orders live apart.</returns>
    internal VenueOrder Trigger(VenueOrder order)
    {
        order.IsTriggered = true;
        clearing.CancelPartner(order);
        if (order.Class != OrderClass.Conditional)
        {
            state.Note(order, OrderStatus.Triggered);
            return order;
        }

        VenueAccount account = state.AccountOf(order.Intent.Account);
        VenueOrder successor = SuccessorOf(order, account);
        order.ReplacedBy = successor.Id;
        state.Note(order, OrderStatus.Triggered);
        state.Retire(order);
        Register(account, successor);
        return successor;
    }

    /// <summary>Puts an order on the books.</summary>
    internal void Register(VenueAccount account, VenueOrder order)
    {
        account.Add(order);
        state.Note(order);
    }

    /// <summary>Executes an order at the present price: all of it, or what there is liquidity and position for.
    /// </summary>
    internal void Take(VenueOrder order, Market market)
    {
        decimal wanted = Executable(order);
        if (wanted == 0m)
        {
            state.End(order, OrderStatus.Expired, "nothing to reduce");
            clearing.CancelPartner(order);
            return;
        }

        if (order.Intent.TimeInForce == TimeInForce.FillOrKill && !market.Offers(wanted))
        {
            return; // ended by the caller
        }

        decimal taken = market.HasLiquidity ? market.Take(wanted) : 0m;
        if (taken > 0m)
        {
            clearing.Execute(order, taken, market.Price!.Value, LiquiditySide.Taker);
        }
    }

    /// <summary>How much of an order may be executed now.</summary>
    internal decimal Executable(VenueOrder order)
    {
        if (!order.OnlyReduces || order.Definition.IsSpot)
        {
            return order.Remaining;
        }

        decimal most = Clearing.Reducible(state.AccountOf(order.Intent.Account), order);
        if (order.ClosesPosition)
        {
            order.Quantity = order.Filled + most;
        }

        return Math.Min(order.Remaining, most);
    }

    /// <summary>Ends what does not rest: the rest of a market order, and of one that works at once or not at all.
    /// </summary>
    internal void EndIfImmediate(VenueOrder order)
    {
        bool rests = order.HasLimit
            && order.Intent.TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill);
        if (order.IsWorking && !rests)
        {
            state.End(order, OrderStatus.Expired, "not enough liquidity");
            clearing.CancelPartner(order);
        }
    }

    private static bool Crosses(VenueOrder order, decimal price) =>
        order.IsBuy ? price <= order.Intent.Price : price >= order.Intent.Price;

    private VenueOrder SuccessorOf(VenueOrder order, VenueAccount account)
    {
        decimal quantity = order.ClosesPosition ? Clearing.Reducible(account, order) : order.Quantity;
        return new VenueOrder
        {
            Number = order.Number,
            Id = state.NextOrder(OrderClass.Regular),
            Intent = order.Intent,
            Class = OrderClass.Regular,
            Type = order.HasLimit ? OrderType.Limit : OrderType.Market,
            Definition = order.Definition,
            CreatedAt = state.Now,
            Origin = order.Origin,
            Quantity = quantity,
            TriggerPrice = order.TriggerPrice,
            IsTriggered = true,
        };
    }

    private void Act(VenueOrder order, Market market)
    {
        if (order.IsWaiting)
        {
            Enter(Trigger(order));
            return;
        }

        decimal wanted = Executable(order);
        if (wanted == 0m)
        {
            state.End(order, OrderStatus.Canceled, "nothing left to reduce");
            clearing.CancelPartner(order);
            return;
        }

        clearing.Execute(order, market.Take(wanted), order.Intent.Price!.Value, LiquiditySide.Maker);
    }

    private VenueOrder? NextDue(Market market, decimal from) => state.Accounts
        .SelectMany(static a => a.Working)
        .Where(o => o.Intent.Instrument == market.Id && IsDue(o, market))
        .MinBy(o => (Math.Abs((o.IsWaiting ? o.TriggerPrice!.Value : o.Intent.Price!.Value) - from), o.Number));

    private static bool IsDue(VenueOrder order, Market market)
    {
        decimal price = market.Price!.Value;
        return order.IsWaiting
            ? OrderTypes.IsReached(order.Type, order.IsBuy, order.TriggerPrice!.Value, price)
            : order.HasLimit && market.HasLiquidity && Crosses(order, price);
    }

    private IEnumerable<VenueOrder> Trailing(Market market) => state.Accounts
        .SelectMany(static a => a.Working)
        .Where(o => o.Intent.Instrument == market.Id && o.Type == OrderType.TrailingStopMarket && o.IsWaiting);

    private void Trail(VenueOrder order, decimal price)
    {
        decimal trigger = order.IsBuy ? price + order.TrailingDistance : price - order.TrailingDistance;
        if (order.IsBuy ? trigger < order.TriggerPrice : trigger > order.TriggerPrice)
        {
            order.TriggerPrice = trigger;
            state.Note(order);
        }
    }
}

namespace PositionRecovery.Testing;

/// <summary>Takes orders in, or says why not.</summary>
internal sealed class OrderEntry(VenueState state, Matching matching, OrderRules rules)
{
    /// <summary>Places an order, or a pair of which one cancels the other: both or none.</summary>
    /// <param name="first">The order.</param>
    /// <param name="second">The other one of a pair.</param>
    /// <param name="distance">How far a trailing stop stays behind the price.</param>
    /// <param name="by">Who places it.</param>
    internal SubmitResult Place(OrderIntent first, OrderIntent? second, decimal? distance, OrderPlacer by)
    {
        if (rules.KnownAs(first, out VenueOrder? known) is { } repeated)
        {
            return known is null ? repeated : SubmitResult.Accepted(known.Id);
        }

        if (rules.Check(first, distance) is { } refused)
        {
            return refused;
        }

        if (second is not null && (rules.CheckPair(first, second) ?? rules.Check(second, distance)) is { } other)
        {
            return other;
        }

        VenueOrder order = Accept(first, distance, by, OrderOrigin.Unknown);
        if (second is not null)
        {
            VenueOrder partner = Accept(second, distance, by, OrderOrigin.Unknown);
            (order.Partner, partner.Partner) = (partner, order);
            matching.Enter(order);
            if (partner.IsWorking)
            {
                matching.Enter(partner);
            }
        }
        else
        {
            matching.Enter(order);
        }

        return SubmitResult.Accepted(order.Id);
    }

    /// <summary>Takes an order that obeys no rule: the venue's own.</summary>
    internal VenueOrder Force(OrderIntent intent, OrderOrigin origin) => Accept(intent, null, OrderPlacer.Venue, origin);

    private VenueOrder Accept(OrderIntent intent, decimal? distance, OrderPlacer by, OrderOrigin origin)
    {
        VenueAccount account = state.AccountOf(intent.Account);
        Market market = state.MarketOf(intent.Instrument);
        bool isApart = state.Setup.SeparatesConditionalOrders && OrderTypes.IsConditional(intent.Type);
        OrderClass service = isApart ? OrderClass.Conditional : OrderClass.Regular;
        decimal? trigger = intent.TriggerPrice;
        decimal behind = 0m;
        if (intent.Type == OrderType.TrailingStopMarket)
        {
            decimal price = market.Price!.Value;
            behind = distance ?? Math.Abs(price - trigger!.Value);
            trigger ??= intent.Side == OrderSide.Buy ? price + behind : price - behind;
        }

        var order = new VenueOrder
        {
            Number = state.Accepted.Count + 1,
            Id = state.NextOrder(service),
            Intent = intent,
            Class = service,
            Type = intent.Type,
            Definition = market.Definition,
            CreatedAt = state.Now,
            Origin = origin,
            Quantity = intent.Quantity,
            TriggerPrice = trigger,
            TrailingDistance = behind,
        };
        matching.Register(account, order);
        state.Accepted.Add(new AcceptedOrder
        {
            Number = order.Number,
            Id = intent.Id,
            VenueOrder = order.Id,
            Intent = intent,
            At = order.CreatedAt,
            PlacedBy = by,
            Origin = origin,
            Occurrence = account.Taken(intent),
        });
        return order;
    }
}

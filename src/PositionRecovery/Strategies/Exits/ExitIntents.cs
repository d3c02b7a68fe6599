namespace PositionRecovery;

/// <summary>The orders that legs of a plan want.</summary>
internal sealed class ExitIntents(ExitSituation situation, EpochId epoch)
{
    /// <summary>What the record of a refusal begins with when the trigger was reached already.</summary>
    internal const string WouldTrigger = "would trigger at once";

    private readonly ExitBounds _bounds = new(situation);

    /// <summary>The next order of a leg, or why there is none.</summary>
    internal ExitDecision Place(ExitLegWork leg)
    {
        OrderSnapshot? last = leg.Last;
        if (last is { IsInferredTerminal: true } && situation.Venue.SubmitGuarantee == SubmitGuarantee.Neither)
        {
            return Unresolved(leg, last, $"Exit {last.Intent.Id} was not found, and this venue does not tell the same "
                + "order twice from two: a person must place another.");
        }

        if (leg.Attempts.Count(a => IsOfToday(a.Order)) >= situation.Rules.MaxAttempts)
        {
            return Unresolved(leg, last, $"{situation.Rules.MaxAttempts} orders were placed for it within a day; no "
                + "more are for now.");
        }

        if (Wait(leg) is { } until)
        {
            return Unresolved(leg, last, $"It could not be sent ({last!.Reason}); it is tried again at "
                + $"{Explain.Time(until)}.");
        }

        if (Wanted(leg) is not { } wanted)
        {
            return Unresolved(leg, last, "Nothing is left of its price when it is rounded to the price increment, "
                + $"{Explain.Number(situation.Instrument.PriceIncrement)}.");
        }

        bool isReached = IsReached(leg, wanted);
        if (isReached && situation.Rules.WouldTrigger != WouldTriggerAction.CloseAtMarket)
        {
            return Unresolved(leg, last, $"Its trigger, {Explain.Price(wanted.TriggerPrice)}, is reached already"
                + $" (the price is {Explain.Price(situation.Mark)}): it would trigger at once, and is not placed.",
                leg.IsLoss ? Severity.Critical : Severity.Warning);
        }

        wanted = isReached ? _bounds.Within(AtMarket(wanted)) : wanted;
        return _bounds.Smallness(leg, wanted) ?? Refusal(leg, wanted) ?? new ExitDecision
        {
            Kind = ExitDecisionKind.Place,
            Leg = leg.Leg,
            Intent = wanted,
            Attempt = leg.NextAttempt,
            TrailingDistance = isReached ? null
                : ExitPrices.Distance(leg.Leg, situation.Instrument.PriceIncrement),
            Why = isReached ? "Its trigger is reached already: that part is closed at the market."
                : last is null ? "It is missing."
                : $"Attempt {leg.NextAttempt - 1} is {last.Status}, and something is left to close.",
        };
    }

    /// <summary>What about an order that works is not what its leg wants; <c>null</c> when nothing is.</summary>
    internal ExitCancelReason? Difference(ExitLegWork leg, OrderSnapshot order, ExitLegWork? partner)
    {
        if (order.Remaining != leg.Outstanding && !IsSizedByVenue(order, partner)
            && !(leg.Beyond > 0m && order.Intent.Quantity == leg.Outstanding))
        {
            return ExitCancelReason.WrongSize;
        }

        decimal tolerance = situation.Instrument.PriceIncrement;
        return Wanted(leg) is not { } wanted || (order.Intent.Type == wanted.Type
            && (leg.Leg.Kind == ExitLegKind.Trailing
                || ExitPrices.IsNear(order.Intent.TriggerPrice, wanted.TriggerPrice, tolerance))
            && ExitPrices.IsNear(order.Intent.Price, wanted.Price, tolerance))
            ? null
            : ExitCancelReason.WrongPrice;
    }

    /// <summary>Of a pair that the venue links, one shrinks when the other is executed in part, whether reports say so
    /// or not.</summary>
    private static bool IsSizedByVenue(OrderSnapshot order, ExitLegWork? partner) => partner is not null
        && partner.Live.Any(p => p.Filled > 0m && p.Intent.Quantity == order.Intent.Quantity);

    private OrderIntent? Wanted(ExitLegWork leg)
    {
        decimal increment = situation.Instrument.PriceIncrement;
        decimal? trigger = ExitPrices.Trigger(leg.Leg, situation.IsLong, increment);
        decimal? limit = ExitPrices.Limit(leg.Leg, situation.IsLong, increment);
        if (trigger is null != leg.Leg.TriggerPrice is null || limit is null != leg.Leg.LimitPrice is null)
        {
            return null;
        }

        PositionKey key = situation.Position.Key;
        return new OrderIntent
        {
            Id = ExitIds.Of(key, epoch, leg.Leg.Kind.ToString(), leg.Leg.Name, leg.NextAttempt),
            Strategy = key.Strategy,
            Account = key.Account,
            Instrument = key.Instrument,
            Side = situation.ClosingSide,
            Type = TypeOf(leg.Leg),
            Quantity = leg.Outstanding,
            Price = limit,
            TriggerPrice = trigger,
            PositionSide = key.Side,
            Action = OrderAction.Exit,
            IsReduceOnly = situation.Venue.SupportsReduceOnly,
            Class = situation.Venue.TriggerOrderClass,
            TimeInForce = TimeInForce.GoodTilCanceled,
        };
    }

    private static OrderIntent AtMarket(OrderIntent order) => order with
    {
        Type = OrderType.Market,
        Price = null,
        TriggerPrice = null,
        Class = OrderClass.Regular,
        TimeInForce = TimeInForce.ImmediateOrCancel,
    };

    internal static OrderType TypeOf(ExitLeg leg) => (leg.Kind, leg.LimitPrice) switch
    {
        (ExitLegKind.Stop, null) => OrderType.StopMarket,
        (ExitLegKind.Stop, _) => OrderType.StopLimit,
        (ExitLegKind.TakeProfit, null) => OrderType.TakeProfitMarket,
        (ExitLegKind.TakeProfit, _) => OrderType.TakeProfitLimit,
        (ExitLegKind.Trailing, _) => OrderType.TrailingStopMarket,
        _ => throw new InvariantException($"The leg '{leg.Name}' is of no kind that is known: {leg.Kind}."),
    };

    /// <summary>Whether the trigger is reached: by the venue's word on the last attempt, if it is new or no price is
    /// known, and by the price otherwise.</summary>
    private bool IsReached(ExitLegWork leg, OrderIntent wanted)
    {
        if (wanted.TriggerPrice is not { } trigger)
        {
            return false;
        }

        bool isTold = leg.Last is { Status: OrderStatus.Rejected, Reason: { } reason } last
            && last.Intent.TriggerPrice == trigger
            && reason.StartsWith(WouldTrigger, StringComparison.Ordinal)
            && IsWithin(last, situation.Mark is null ? situation.Rules.RefusalMemory
                : situation.Rules.WouldTriggerMemory);
        return isTold || (situation.Mark is { } mark
            && ExitPrices.IsReached(leg.Leg.Kind, situation.IsLong, trigger, mark));
    }

    /// <summary>Orders that never left are none of the venue's business.</summary>
    private bool IsOfToday(OrderSnapshot order) =>
        order.Status != OrderStatus.Denied && (order.UpdatedAt is null || IsWithin(order, TimeSpan.FromDays(1)));

    /// <summary>Until when nothing is tried again, after several orders in a row that could not be sent: twice as long
    /// each time.</summary>
    private DateTimeOffset? Wait(ExitLegWork leg)
    {
        int denied = leg.Attempts.Reverse().TakeWhile(static a => a.Order.Status == OrderStatus.Denied).Count();
        if (denied < 2 || leg.Last!.UpdatedAt is not { } ended)
        {
            return null;
        }

        TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(denied - 2, 10)));
        DateTimeOffset until = Moments.Later(
            ended, wait < situation.Rules.LongestWait ? wait : situation.Rules.LongestWait);
        return until > situation.Now ? until : null;
    }

    /// <summary>The same order again would be refused again.</summary>
    private ExitDecision? Refusal(ExitLegWork leg, OrderIntent wanted)
    {
        int refusals = leg.Attempts.Reverse().Select(static a => a.Order)
            .TakeWhile(o => o.Status == OrderStatus.Rejected && !o.IsInferredTerminal && IsRecent(o)
                && o.Intent with { Id = wanted.Id } == wanted)
            .Count();
        return refusals >= situation.Rules.MaxRefusals
            ? Unresolved(leg, leg.Last, $"The venue refused it {refusals} times in a row: {leg.Last!.Reason}.")
            : null;
    }

    private bool IsRecent(OrderSnapshot order) => IsWithin(order, situation.Rules.RefusalMemory);

    private bool IsWithin(OrderSnapshot order, TimeSpan time) =>
        !(Moments.Later(order.UpdatedAt ?? DateTimeOffset.MinValue, time) < situation.Now);

    private static ExitDecision Unresolved(
        ExitLegWork leg, OrderSnapshot? order, string why, Severity severity = Severity.Critical) => new()
        {
            Kind = ExitDecisionKind.Unresolved, Leg = leg.Leg, Order = order, Why = why, Severity = severity,
        };
}

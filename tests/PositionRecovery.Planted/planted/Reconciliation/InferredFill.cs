namespace PositionRecovery;

/// <summary>The placeholder for executions that a venue counts on an order but does not list. Its price is the one that
/// makes the order's average the reported one; else the limit price; else the market.</summary>
internal static class InferredFill
{
    internal static FillSnapshot Of(
        OrderWork work, EffectiveReport report, decimal total, out PriceLevel level)
    {
        OrderCase order = work.Case;
        OrderIntent intent = order.Draft.Intent;
        decimal missing = total - order.Draft.Filled;
        decimal? price = Price(work.Context, order, report, total, out level);
        DateTimeOffset until = report.Sighting.HoldsUntil;
        return new FillSnapshot
        {
            Trade = SyntheticIds.InferredFill(order.Order, total, report.Report.AveragePrice),
            Order = intent.Id,
            Account = intent.Account,
            Instrument = intent.Instrument,
            Side = intent.Side,
            Quantity = missing,
            Price = price ?? 0m,
            IsPriceUnknown = price is null,
            At = Moment(report, intent, work.Position.Book?.Opening?.At),
            IsPlaceholder = true,
            CoversUntil = until,
            Liquidity = intent.Type switch
            {
                OrderType.Market or OrderType.StopMarket or OrderType.TakeProfitMarket
                    or OrderType.TrailingStopMarket => LiquiditySide.Taker,
                OrderType.PostOnly => LiquiditySide.Maker,
                _ => LiquiditySide.Unknown,
            },
        };
    }

    /// <summary>The last moment at which it can have happened. What opens a leg stands at the first one instead: what
    /// closes the leg must come after it.</summary>
    private static DateTimeOffset Moment(EffectiveReport report, OrderIntent intent, DateTimeOffset? horizon)
    {
        bool isLegOpening = intent is { PositionSide: PositionSide.Long, Side: OrderSide.Buy }
            or { PositionSide: PositionSide.Short, Side: OrderSide.Sell };
        DateTimeOffset until = report.Sighting.HoldsUntil;
        DateTimeOffset last = report.Report.UpdatedAt is { } updated && updated < until ? updated : until;
        bool canBeFirst = isLegOpening && report.Report.CreatedAt < last && !(report.Report.CreatedAt <= horizon);
        return canBeFirst ? report.Report.CreatedAt!.Value : last;
    }

    private static decimal? Price(
        PassContext context, OrderCase order, EffectiveReport report, decimal total, out PriceLevel level)
    {
        OrderIntent intent = order.Draft.Intent;
        bool isInverse = context.Instruments.IsInverse(intent.Instrument);
        if (Solve(order, report, total, isInverse) is { } solved)
        {
            level = PriceLevel.Calculated;
            return solved;
        }

        if (intent.Price is { } limit and > 0m)
        {
            level = PriceLevel.Market;
            return limit;
        }

        decimal? market = context.Evidence.Of(intent.Account).MarketPrice(intent.Instrument);
        level = market is null ? PriceLevel.None : PriceLevel.Market;
        return market;
    }

    /// <summary><c>(avg·F_report − avg_known·F_known)/Δ</c>, on the cost of one unit.</summary>
    private static decimal? Solve(OrderCase order, EffectiveReport report, decimal total, bool isInverse)
    {
        if (report.Report.AveragePrice is not { } average || average == 0m)
        {
            return null;
        }

        decimal known = order.Draft.Filled;
        Rational? knownCost = known == 0m ? Rational.Zero : order.Draft.AverageCost;
        if (UnitCost.Of(average, isInverse) is not { } reported || knownCost is not { } before)
        {
            return null;
        }

        Rational cost = ((reported * total) - (before * known)) / (total - known);
        return cost.Sign > 0 && UnitCost.ToPrice(cost, isInverse) is { } price ? price : null;
    }
}

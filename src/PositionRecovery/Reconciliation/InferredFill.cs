namespace PositionRecovery;

/// <summary>The placeholder for executions that a venue counts on an order but does not list. Its price is the one that
/// makes the order's average the reported one; else the limit price; else the market.</summary>
internal static class InferredFill
{
    internal static FillSnapshot Of(
        PassContext context, OrderCase order, EffectiveReport report, decimal total, out PriceLevel level)
    {
        OrderIntent intent = order.Draft.Intent;
        decimal missing = total - order.Draft.Filled;
        decimal? price = Price(context, order, report, total, out level);
        DateTimeOffset until = report.Sighting.HoldsUntil;
        DateTimeOffset at = report.Report.UpdatedAt is { } updated && updated < until ? updated : until;
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
            At = at,
            IsPlaceholder = true,
            CoversUntil = until,
            Liquidity = intent.Type switch
            {
                OrderType.Market or OrderType.StopMarket or OrderType.TakeProfitMarket or OrderType.TrailingStopMarket =>
                    LiquiditySide.Taker,
                OrderType.PostOnly => LiquiditySide.Maker,
                _ => LiquiditySide.Unknown,
            },
        };
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

using System.Text.RegularExpressions;

namespace PositionRecovery.Binance;

/// <summary>What the venue would refuse, or would take for something else than was meant: said before it is sent.
/// </summary>
internal static partial class OrderRules
{
    /// <summary>Why it is not sent; <c>null</c> when it may be.</summary>
    internal static string? Refusal(BinanceOptions options, OrderSubmission submission) =>
        Refusal(options, submission.Order)
        ?? (submission.CancelsOther is null ? null : PairRefusal(options, submission))
        ?? TrailingRefusal(submission);

    private static string? Refusal(BinanceOptions options, OrderIntent order)
    {
        bool isSpot = options.Product == BinanceProduct.Spot;
        if (order.Account != options.Account)
        {
            return $"{order.Id} is of the account {order.Account}, and this one is {options.Account}";
        }

        if (Naming.SymbolOf(options.Account, order.Instrument) is null)
        {
            return $"{order.Instrument} is not an instrument of {Naming.VenueOf(options.Account)}";
        }

        if (!(isSpot ? SpotId() : FuturesId()).IsMatch(order.Id.Value))
        {
            return $"the client order id '{order.Id}' has characters, or a length, that the venue does not take";
        }

        if ((isSpot ? OrderWords.OnSpot(order.Type) : OrderWords.OnFutures(order.Type)) is null)
        {
            return $"{order.Id} is of the type {order.Type}";
        }

        return PriceRefusal(order) ?? (isSpot ? SpotRefusal(order) : FuturesRefusal(order));
    }

    private static string? PriceRefusal(OrderIntent order)
    {
        if (OrderWords.HasLimit(order.Type) && order.Price is not > 0m)
        {
            return $"{order.Id} is {order.Type} and has no price";
        }

        bool isTrailing = order.Type == OrderType.TrailingStopMarket;
        if (OrderWords.HasTrigger(order.Type) && !isTrailing && order.TriggerPrice is not > 0m)
        {
            return $"{order.Id} is {order.Type} and has no trigger price";
        }

        return OrderWords.HasLimit(order.Type) && order.Type != OrderType.PostOnly
            && OrderWords.Of(order.TimeInForce) is null
            ? $"{order.Id} has the time in force {order.TimeInForce}, which needs a date, or is none here"
            : null;
    }

    private static string? SpotRefusal(OrderIntent order) => order switch
    {
        { Quantity: 0m } => $"{order.Id} has no quantity",
        { IsReduceOnly: true } => $"{order.Id} is reduce-only, which Spot has not",
        { PositionSide: not PositionSide.Net } => $"{order.Id} is for {order.PositionSide}, which Spot has not",
        _ => null,
    };

    private static string? FuturesRefusal(OrderIntent order)
    {
        // In hedging mode there is no reduce-only: which leg and which side say whether it opens or closes.
        bool opensLeg = order.PositionSide == (order.Side == OrderSide.Buy ? PositionSide.Long : PositionSide.Short);
        if (order.IsReduceOnly && opensLeg)
        {
            return $"{order.Id} is reduce-only, and to {order.Side} the {order.PositionSide} leg would open it";
        }

        bool closesAll = order.Type is OrderType.StopMarket or OrderType.TakeProfitMarket;
        return order.Quantity == 0m && !closesAll
            ? $"{order.Id} has no quantity, and only stops and take-profits at the market close a whole position"
            : null;
    }

    private static string? PairRefusal(BinanceOptions options, OrderSubmission submission)
    {
        OrderIntent one = submission.Order;
        OrderIntent other = submission.CancelsOther!;
        if (options.Product != BinanceProduct.Spot)
        {
            return $"{one.Id} and {other.Id} are a pair, which futures have not";
        }

        if (Refusal(options, other) is { } refusal)
        {
            return refusal;
        }

        if (one.Instrument != other.Instrument || one.Side != other.Side || one.Quantity != other.Quantity)
        {
            return $"{one.Id} and {other.Id} are a pair, and differ in instrument, side or quantity";
        }

        return IsStop(one) != IsStop(other)
            ? null
            : $"{one.Id} and {other.Id} are a pair, and not one of them is a stop and the other a take-profit";
    }

    private static string? TrailingRefusal(OrderSubmission submission)
    {
        bool isTrailing = submission.Order.Type == OrderType.TrailingStopMarket;
        return isTrailing != submission.TrailingDistance is not null
            ? $"{submission.Order.Id} is {submission.Order.Type}, and its trailing distance is "
                + (isTrailing ? "missing" : "given")
            : submission.CancelsOther?.Type == OrderType.TrailingStopMarket
                ? $"{submission.CancelsOther.Id} trails, and only the first of a pair may"
                : null;
    }

    internal static bool IsStop(OrderIntent order) =>
        order.Type is OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStopMarket;

    [GeneratedRegex(@"\A[.A-Z:/a-z0-9_-]{1,36}\z")]
    private static partial Regex FuturesId();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,36}\z")]
    private static partial Regex SpotId();
}

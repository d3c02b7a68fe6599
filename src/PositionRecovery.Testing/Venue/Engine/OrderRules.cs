using System.Globalization;

namespace PositionRecovery.Testing;

/// <summary>What the venue refuses, and in which words.</summary>
internal sealed class OrderRules(VenueState state)
{
    /// <summary>What the venue says of a client order id that it knows; <c>null</c> when it does not mind.</summary>
    /// <param name="intent">The order.</param>
    /// <param name="known">The order it is, where the same one again is the same order.</param>
    internal SubmitResult? KnownAs(OrderIntent intent, out VenueOrder? known)
    {
        known = null;
        if (state.Setup.SubmitGuarantee == SubmitGuarantee.Neither
            || state.FindAccount(intent.Account)?.OrdersOf(intent.Instrument, intent.Id) is not { Count: > 0 } same)
        {
            return null;
        }

        if (state.Setup.SubmitGuarantee == SubmitGuarantee.Idempotent)
        {
            known = same[0].Intent == intent ? same[0] : null;
            return Refused($"the client order id {intent.Id} is that of another order");
        }

        return same.Any(static o => o.IsWorking)
            ? Refused($"the client order id {intent.Id} is that of a working order")
            : null;
    }

    /// <summary>Why an order is not taken; <c>null</c> when it is.</summary>
    internal SubmitResult? Check(OrderIntent intent, decimal? distance)
    {
        if (state.FindAccount(intent.Account) is not { } account)
        {
            return Refused($"unknown account {intent.Account}");
        }

        if (state.FindMarket(intent.Instrument) is not { } market)
        {
            return Refused($"unknown instrument {intent.Instrument}");
        }

        string? reason = Shape(intent, market.Definition) ?? Mode(intent, account, market.Definition)
            ?? Prices(intent, market, distance) ?? Size(intent, market)
            ?? Reduction(intent, account, market.Definition);
        if (reason is not null)
        {
            return Refused(reason);
        }

        if (OrderTypes.IsConditional(intent.Type) && market.Price is { } price && intent.TriggerPrice is { } trigger
            && OrderTypes.IsReached(intent.Type, intent.Side == OrderSide.Buy, trigger, price))
        {
            return SubmitResult.WouldTrigger(
                Text($"the trigger price {intent.TriggerPrice} is reached: the price is {price}"));
        }

        return market.Definition.IsSpot && Funds(intent, account, market) is { } lacking ? Refused(lacking) : null;
    }

    /// <summary>Why two orders are no pair; <c>null</c> when they are.</summary>
    internal SubmitResult? CheckPair(OrderIntent first, OrderIntent second)
    {
        if (!state.Setup.SupportsOneCancelsOther)
        {
            return Refused("one-cancels-other is not supported");
        }

        bool isPair = first.Account == second.Account && first.Instrument == second.Instrument
            && first.Side == second.Side && first.PositionSide == second.PositionSide && first.Id != second.Id;
        return isPair
            ? KnownAs(second, out _)
            : Refused("the orders of a pair must have one account, instrument and side, and two ids");
    }

    private string? Shape(OrderIntent intent, InstrumentDefinition instrument)
    {
        if (intent.Type == OrderType.Unknown)
        {
            return "the type of the order is missing";
        }

        if (intent.Id.Value.Length > state.Setup.MaxClientIdLength)
        {
            return Text(
                $"the client order id has {intent.Id.Value.Length} characters of {state.Setup.MaxClientIdLength}");
        }

        bool mayBeZero = OrderTypes.IsConditional(intent.Type) && !instrument.IsSpot;
        return intent.Quantity <= 0m && !mayBeZero
            ? "the quantity is missing"
            : intent.Quantity % instrument.QuantityIncrement == 0m
                ? null
                : Text($"the quantity {intent.Quantity} is no multiple of {instrument.QuantityIncrement}");
    }

    private string? Mode(OrderIntent intent, VenueAccount account, InstrumentDefinition instrument)
    {
        bool isNet = account.Mode != PositionMode.Hedging || instrument.IsSpot;
        return (intent.PositionSide == PositionSide.Net) != isNet
            ? $"the position side {intent.PositionSide} does not fit the position mode {account.Mode}"
            : intent.IsReduceOnly && (!state.Setup.SupportsReduceOnly || instrument.IsSpot)
                ? "reduce-only is not supported"
                : null;
    }

    private static string? Prices(OrderIntent intent, Market market, decimal? distance)
    {
        bool hasLimit = OrderTypes.HasLimit(intent.Type);
        bool isTrailing = intent.Type == OrderType.TrailingStopMarket;
        bool hasTrigger = OrderTypes.IsConditional(intent.Type) && !(isTrailing && distance is not null);
        decimal step = market.Definition.PriceIncrement;
        return hasLimit != intent.Price is not null ? $"an order of type {intent.Type} and a price do not fit"
            : hasTrigger != intent.TriggerPrice is not null && !(isTrailing && distance is not null)
                ? $"an order of type {intent.Type} and a trigger price do not fit"
            : Wrong(intent.Price, step) ? Text($"the price {intent.Price} is no multiple of {step}")
            : Wrong(intent.TriggerPrice, step)
                ? Text($"the trigger price {intent.TriggerPrice} is no multiple of {step}")
            : market.Price is null && intent.Type == OrderType.Market ? "there is no price"
            : isTrailing && market.Price is null ? "there is no price to trail"
            : intent.Type == OrderType.PostOnly && market.Price is { } price
                && (intent.Side == OrderSide.Buy ? price <= intent.Price : price >= intent.Price)
                ? "the order would take liquidity"
            : null;
    }

    private static string? Reduction(OrderIntent intent, VenueAccount account, InstrumentDefinition instrument)
    {
        bool isBuy = intent.Side == OrderSide.Buy;
        return OnlyReduces(intent, instrument)
            && Clearing.Reducible(account, intent.Instrument, intent.PositionSide, isBuy) == 0m
            ? "there is no position to reduce"
            : null;
    }

    /// <summary>An order that only reduces may be worth as little as it likes.</summary>
    private static string? Size(OrderIntent intent, Market market)
    {
        InstrumentDefinition instrument = market.Definition;
        decimal quantity = intent.Quantity;
        if (quantity == 0m)
        {
            return null; // closes what there is
        }

        bool isAtMarket = !OrderTypes.HasLimit(intent.Type);
        return quantity < instrument.MinQuantity
                ? Text($"the quantity {quantity} is below the minimum of {instrument.MinQuantity}")
            : quantity > instrument.MaxQuantity
                ? Text($"the quantity {quantity} is above the maximum of {instrument.MaxQuantity}")
            : isAtMarket && quantity > instrument.MaxMarketQuantity
                ? Text($"the quantity {quantity} is above the maximum of {instrument.MaxMarketQuantity} at the market")
            : !OnlyReduces(intent, instrument)
                && (intent.Price ?? intent.TriggerPrice ?? market.Price) is { } price
                && Worth(instrument, quantity, price) is var worth && worth < instrument.MinNotional
                ? Text($"the order is worth {worth}, below the minimum of {instrument.MinNotional}")
            : null;
    }

    private static decimal Worth(InstrumentDefinition instrument, decimal quantity, decimal price) =>
        quantity * instrument.Multiplier * (instrument.IsInverse ? 1m : price);

    private static bool OnlyReduces(OrderIntent intent, InstrumentDefinition instrument)
    {
        bool isBuy = intent.Side == OrderSide.Buy;
        bool closesLeg = (intent.PositionSide == PositionSide.Long && !isBuy)
            || (intent.PositionSide == PositionSide.Short && isBuy);
        return !instrument.IsSpot && (intent.IsReduceOnly || closesLeg || intent.Quantity == 0m);
    }

    private static string? Funds(OrderIntent intent, VenueAccount account, Market market)
    {
        (AssetId asset, decimal needed) = SpotFunds.Needed(
            market, intent.Side, intent.Quantity, intent.Price ?? intent.TriggerPrice);
        decimal free = account.BalanceOf(asset) - SpotFunds.Locked(account, asset);
        return needed > free ? Text($"{needed} {asset} are needed, {free} are free") : null;
    }

    private static bool Wrong(decimal? price, decimal step) => price is { } value && (value <= 0m
        || value % step != 0m);

    private static SubmitResult Refused(string reason) => SubmitResult.Rejected(reason);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

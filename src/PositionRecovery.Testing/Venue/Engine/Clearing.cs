using System.Globalization;

namespace PositionRecovery.Testing;

/// <summary>What an execution does: the order, the position or the holdings, the fee, and the orders that depend on
/// them.</summary>
internal sealed class Clearing(VenueState state)
{
    /// <summary>Executes a part of an order.</summary>
    internal void Execute(VenueOrder order, decimal quantity, decimal price, LiquiditySide liquidity)
    {
        VenueAccount account = state.AccountOf(order.Intent.Account);
        Market market = state.MarketOf(order.Intent.Instrument);
        DateTimeOffset now = state.Now;
        (decimal fee, AssetId? feeAsset) = FeeOf(order, quantity, price);
        long trade = market.NextTrade();
        var fill = new FillReport
        {
            Account = account.Id,
            Instrument = market.Id,
            Trade = new TradeId(trade.ToString(CultureInfo.InvariantCulture)),
            Sequence = trade,
            ClientOrder = order.Intent.Id,
            VenueOrder = order.Id,
            Side = order.Intent.Side,
            PositionSide = order.Intent.PositionSide,
            Quantity = quantity,
            Price = price,
            Fee = fee,
            FeeAsset = feeAsset,
            At = now,
            Liquidity = liquidity,
        };
        account.Fills.Add(fill);
        state.Outbox.Enqueue(fill);
        order.Execute(quantity, price);
        state.Note(order);
        if (!order.IsWorking)
        {
            state.Retire(order);
        }

        Settle(account, order, quantity, price, now);
        if (feeAsset is { } asset)
        {
            account.Pay(asset, -fee, now);
        }

        ShrinkPartner(order, quantity);
        FitToPositions(account, market.Id);
    }

    /// <summary>One cancels the other: when a leg is executed, triggers or ends, the other ends.</summary>
    internal void CancelPartner(VenueOrder order)
    {
        if (order.Partner is { } partner)
        {
            (order.Partner, partner.Partner) = (null, null);
            if (partner.IsWorking)
            {
                state.End(partner, OrderStatus.Canceled, "one cancels the other");
            }
        }
    }

    /// <summary>When a part of a leg is executed, as much less is left of the other.</summary>
    private void ShrinkPartner(VenueOrder order, decimal quantity)
    {
        if (order.Partner is not { } partner || !order.IsWorking || partner.Remaining <= quantity)
        {
            CancelPartner(order);
        }
        else if (!partner.ClosesPosition)
        {
            partner.Quantity -= quantity;
            state.Note(partner, "the other order was executed in part");
        }
    }

    /// <summary>A reduce-only order is never larger than what it reduces, and ends with it.</summary>
    internal void FitToPositions(VenueAccount account, InstrumentId instrument)
    {
        if (state.MarketOf(instrument).Definition.IsSpot)
        {
            return;
        }

        foreach (VenueOrder order in account.Working.Where(o => o.Intent.Instrument == instrument && o.OnlyReduces)
            .ToArray())
        {
            decimal most = Reducible(account, order);
            if (!order.IsWorking)
            {
                continue; // ended with its partner
            }

            if (most == 0m && (!order.IsWaiting || state.Setup.CancelsReduceOnlyWhenFlat))
            {
                state.End(order, OrderStatus.Canceled, "nothing left to reduce");
                CancelPartner(order);
            }
            else if (most > 0m && most < order.Remaining && !order.ClosesPosition)
            {
                order.Quantity = order.Filled + most;
                state.Note(order, "reduced with its position");
            }
        }
    }

    /// <summary>How much of a position an order could close.</summary>
    internal static decimal Reducible(VenueAccount account, VenueOrder order) => Reducible(
        account, order.Intent.Instrument, order.Intent.PositionSide, order.IsBuy);

    internal static decimal Reducible(VenueAccount account, InstrumentId instrument, PositionSide side, bool isBuy)
    {
        decimal held = account.FindPosition(instrument, side)?.Quantity ?? 0m;
        return (held > 0m) == isBuy ? 0m : Math.Abs(held);
    }

    private static void Settle(VenueAccount account, VenueOrder order, decimal quantity, decimal price,
        DateTimeOffset now)
    {
        InstrumentDefinition instrument = order.Definition;
        decimal signed = order.IsBuy ? quantity : -quantity;
        if (instrument.IsSpot)
        {
            account.Pay(instrument.BaseAsset!.Value, signed, now);
            account.Pay(instrument.QuoteAsset, -signed * price, now);
            return;
        }

        decimal profit = account.PositionOf(instrument, order.Intent.PositionSide).Trade(signed, price, now);
        if (profit != 0m && ProfitAsset(instrument) is { } asset)
        {
            account.Pay(asset, profit, now);
        }
    }

    private (decimal Fee, AssetId? Asset) FeeOf(VenueOrder order, decimal quantity, decimal price)
    {
        InstrumentDefinition instrument = order.Definition;
        if (state.Setup.FeeRate == 0m)
        {
            return (0m, null);
        }

        bool isInBase = instrument.IsSpot && state.Setup.FeeIn == FeeCurrency.Received && order.IsBuy;
        decimal value = isInBase
            ? quantity
            : HeldPosition.CostOf(quantity, price, instrument) * instrument.Multiplier;
        AssetId? asset = isInBase ? instrument.BaseAsset : ProfitAsset(instrument);
        return asset is null ? (0m, null) : (Math.Round(value * state.Setup.FeeRate, 12), asset);
    }

    private static AssetId? ProfitAsset(InstrumentDefinition instrument) =>
        instrument.IsInverse ? instrument.BaseAsset : instrument.QuoteAsset;
}

namespace PositionRecovery.Testing;

/// <summary>What the venue does to an account by itself.</summary>
internal sealed class ForcedTrades(VenueState state, OrderEntry entry, Clearing clearing)
{
    /// <summary>Cancels the orders of an instrument and closes its position.</summary>
    internal void Liquidate(VenueAccount account, InstrumentId instrument, PositionSide side)
    {
        foreach (VenueOrder order in account.Working.Where(o => o.Intent.Instrument == instrument
            && o.Intent.PositionSide == side).ToArray())
        {
            if (order.IsWorking)
            {
                state.End(order, OrderStatus.Canceled, "liquidation");
            }
        }

        Close(account, instrument, side, null, OrderOrigin.Liquidation, "autoclose");
    }

    /// <summary>Takes a part of a position for the sake of a counterparty.</summary>
    internal void Deleverage(VenueAccount account, InstrumentId instrument, PositionSide side, decimal quantity) =>
        Close(account, instrument, side, quantity, OrderOrigin.AutoDeleveraging, "adl_autoclose");

    /// <summary>Closes every position of an instrument and cancels its orders.</summary>
    internal void Settle(Market market)
    {
        foreach (VenueAccount account in state.Accounts)
        {
            foreach (VenueOrder order in account.Working.Where(o => o.Intent.Instrument == market.Id).ToArray())
            {
                if (order.IsWorking)
                {
                    state.End(order, OrderStatus.Expired, "settlement");
                }
            }

            foreach (HeldPosition position in account.Positions
                .Where(p => p.Definition.Id == market.Id && p.Quantity != 0m).ToArray())
            {
                Close(account, market.Id, position.Side, null, OrderOrigin.Settlement, "settlement_autoclose");
            }
        }
    }

    /// <summary>Makes several units of one, at a price as much lower, and cancels the orders at the old price.
    /// </summary>
    internal void Split(Market market, decimal ratio)
    {
        foreach (VenueAccount account in state.Accounts)
        {
            foreach (VenueOrder order in account.Working.Where(o => o.Intent.Instrument == market.Id).ToArray())
            {
                if (order.IsWorking)
                {
                    state.End(order, OrderStatus.Canceled, "split");
                }
            }

            HeldPosition[] held =
                [.. account.Positions.Where(p => p.Definition.Id == market.Id && p.Quantity != 0m)];
            foreach (HeldPosition position in held)
            {
                position.Split(ratio, state.Now);
            }

            if (held.Length > 0)
            {
                AddFlow(account, market.Definition.BaseAsset ?? market.Definition.QuoteAsset, ratio,
                    CashFlowKind.Split, market.Id);
            }
        }

        market.MoveTo(state.Now, market.Price!.Value / ratio, null);
    }

    /// <summary>Moves money without a trade.</summary>
    internal void Pay(VenueAccount account, AssetId asset, decimal amount, CashFlowKind kind, InstrumentId? instrument)
    {
        account.Pay(asset, amount, state.Now);
        AddFlow(account, asset, amount, kind, instrument);
    }

    /// <summary>Every position of an instrument pays a part of its value, or receives it.</summary>
    internal void Fund(Market market, decimal rate)
    {
        InstrumentDefinition instrument = market.Definition;
        AssetId asset = instrument.IsInverse ? instrument.BaseAsset!.Value : instrument.QuoteAsset;
        foreach (VenueAccount account in state.Accounts)
        {
            decimal value = account.Positions.Where(p => p.Definition.Id == market.Id && p.Quantity != 0m)
                .Sum(p => Math.Sign(p.Quantity)
                    * HeldPosition.CostOf(Math.Abs(p.Quantity), market.Price!.Value, instrument));
            if (value != 0m)
            {
                Pay(account, asset, Math.Round(-value * instrument.Multiplier * rate, 12), CashFlowKind.Funding,
                    market.Id);
            }
        }
    }

    private void AddFlow(
        VenueAccount account, AssetId asset, decimal amount, CashFlowKind kind, InstrumentId? instrument) =>
        account.Flows.Add(new CashFlowReport
        {
            Account = account.Id,
            Id = state.NextFlow(),
            FlowKind = kind,
            Asset = asset,
            Instrument = instrument,
            Amount = amount,
            At = state.Now,
        });

    private void Close(
        VenueAccount account, InstrumentId instrument, PositionSide side, decimal? quantity, OrderOrigin origin,
        string prefix)
    {
        decimal held = account.FindPosition(instrument, side)?.Quantity ?? 0m;
        Market market = state.MarketOf(instrument);
        if (held == 0m || market.Price is not { } price)
        {
            throw new InvalidOperationException(
                $"{account.Id} has no position in {instrument} ({side}) that could be closed at a price.");
        }

        VenueOrder order = entry.Force(
            new OrderIntent
            {
                Id = state.Invent(prefix),
                Strategy = StrategyId.External,
                Account = account.Id,
                Instrument = instrument,
                Side = held > 0m ? OrderSide.Sell : OrderSide.Buy,
                Type = OrderType.Market,
                Quantity = Math.Min(Math.Abs(held), quantity ?? Math.Abs(held)),
                PositionSide = side,
                Action = OrderAction.Exit,
                IsReduceOnly = true,
            },
            origin);
        clearing.Execute(order, order.Quantity, price, LiquiditySide.Taker);
    }
}

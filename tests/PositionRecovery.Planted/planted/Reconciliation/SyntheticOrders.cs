namespace PositionRecovery;

/// <summary>Turns moves that nobody reported into synthetic orders, one for each owner it concerns, and the events that
/// bring them into the books.</summary>
internal sealed class SyntheticOrders(KeyCase position, KeyLedger ledger)
{
    private int _sequence = position.CachedOrders.Count(static o => o.Origin == OrderOrigin.Reconciliation);

    /// <summary>Adds one move.</summary>
    /// <param name="leg">The move.</param>
    /// <param name="shares">Whose position it moves.</param>
    /// <param name="at">Where in history it stands.</param>
    /// <param name="coversUntil">The latest venue time of the executions it stands for.</param>
    /// <param name="target">The position it leads to.</param>
    /// <param name="average">The average it leads to.</param>
    /// <returns>The executions it brings into the books.</returns>
    internal List<OwnedFill> Add(
        SyntheticLeg leg,
        IReadOnlyList<FillAllocation> shares,
        DateTimeOffset at,
        DateTimeOffset coversUntil,
        decimal target,
        decimal? average)
    {
        var fills = new List<OwnedFill>();
        foreach (FillAllocation share in shares)
        {
            decimal signed = leg.Quantity < 0m ? -share.Quantity : share.Quantity;
            var key = new PositionKey(
                share.Strategy, position.Key.Account, position.Key.Instrument, position.Key.Side);
            EpochId? epoch = ledger.Owners.FirstOrDefault(o => o.Key.Strategy == share.Strategy)?.Epoch;
            int sequence = NextSequence(key, epoch, leg.Name, target, average);
            var order = new SyntheticOrder
            {
                Id = SyntheticIds.Order(key, epoch, leg.Name, sequence, target, average),
                Key = key,
                SignedQuantity = signed,
                Price = leg.Price,
                PriceLevel = leg.Level,
                IsReduceOnly = leg.IsReduceOnly,
            };
            var fill = new FillSnapshot
            {
                Trade = SyntheticIds.Fill(key, epoch, leg.Name, sequence, target, average),
                Order = order.Id,
                Account = key.Account,
                Instrument = key.Instrument,
                Side = signed < 0m ? OrderSide.Sell : OrderSide.Buy,
                Quantity = share.Quantity,
                Price = leg.Price ?? 0m,
                IsPriceUnknown = leg.Price is null,
                At = at,
                IsPlaceholder = true,
                CoversUntil = coversUntil,
                // after what is known of that moment, in this order
                Sequence = long.MaxValue - 1_000_000_000L + sequence,
            };
            position.Synthetic.Add(order);
            fills.Add(Add(order, fill, $"what nobody reported (price level {leg.Level})"));
        }

        return fills;
    }

    /// <summary>Cancels out a late execution, or a part of it, that the position agreed with the venue without.
    /// </summary>
    /// <param name="order">The order of the execution.</param>
    /// <param name="late">The execution.</param>
    /// <param name="quantity">The signed part of it.</param>
    /// <param name="agreedAt">Up to when the position agreed.</param>
    internal OwnedFill AddOffset(OrderCase order, FillSnapshot late, decimal quantity, DateTimeOffset agreedAt)
    {
        var key = new PositionKey(
            order.Order.Intent.Strategy, position.Key.Account, position.Key.Instrument, position.Key.Side);
        int sequence = NextSequence(key, null, "offset " + late.Trade, 0m, late.Price);
        var synthetic = new SyntheticOrder
        {
            Id = SyntheticIds.Order(key, null, "offset " + late.Trade, sequence, 0m, late.Price),
            Key = key,
            SignedQuantity = -quantity,
            Price = late.Price,
            PriceLevel = PriceLevel.VenueFill,
        };
        return Add(
            synthetic,
            late with
            {
                Trade = SyntheticIds.Fill(key, null, "offset " + late.Trade, sequence, 0m, late.Price),
                Order = synthetic.Id,
                Side = late.Side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy,
                Quantity = Math.Abs(quantity),
                Allocations = quantity == late.SignedQuantity ? late.Allocations : [], // a part stays with the order
                Fee = 0m,
                FeeAsset = null,
                IsPlaceholder = true,
                CoversUntil = agreedAt,
                Offsets = late.Trade,
                Liquidity = LiquiditySide.Unknown,
            },
            "a late execution that the position had already agreed without");
    }

    /// <summary>How many such orders the position had; purging makes that fewer, and an id must not come
    /// twice.</summary>
    private int NextSequence(PositionKey key, EpochId? epoch, string leg, decimal target, decimal? average)
    {
        while (position.CachedOrders.Exists(o =>
            o.Intent.Id == SyntheticIds.Order(key, epoch, leg, _sequence, target, average)))
        {
            _sequence++;
        }

        return _sequence++;
    }

    private OwnedFill Add(SyntheticOrder order, FillSnapshot fill, string cause)
    {
        position.Events.Add(new OrderImportedEvent { Order = ToOrder(order, fill), At = fill.At, Cause = cause });
        position.Events.Add(new OrderFilledEvent { Fill = fill, At = fill.At, Cause = cause });
        return new OwnedFill(fill, order.Key.Strategy);
    }

    private static OrderSnapshot ToOrder(SyntheticOrder order, FillSnapshot fill) => new()
    {
        Intent = new OrderIntent
        {
            Id = order.Id,
            Strategy = order.Key.Strategy,
            Account = order.Key.Account,
            Instrument = order.Key.Instrument,
            Side = fill.Side,
            Type = OrderType.Market,
            Quantity = fill.Quantity,
            PositionSide = order.Key.Side,
            Action = order.IsReduceOnly ? OrderAction.Exit : OrderAction.Enter,
            IsReduceOnly = order.IsReduceOnly,
        },
        Status = OrderStatus.Accepted,
        Origin = OrderOrigin.Reconciliation,
        Reason = SyntheticOrder.Tag,
    };
}

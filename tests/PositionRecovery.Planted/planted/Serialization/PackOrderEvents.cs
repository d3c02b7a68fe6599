namespace PositionRecovery;

/// <summary>Events about one order, packed.</summary>
internal static class PackOrderEvents
{
    /// <summary>Writes an event into the list that is open.</summary>
    internal static void Write(ref PackWriter w, OrderEvent happened)
    {
        switch (happened)
        {
            case OrderSubmittedEvent:
                Head(ref w, PackedEvent.OrderSubmitted, happened);
                break;
            case OrderAcceptedEvent e:
                Head(ref w, PackedEvent.OrderAccepted, happened);
                w.IdOrNull(e.VenueOrder);
                break;
            case OrderUpdatedEvent e:
                Head(ref w, PackedEvent.OrderUpdated, happened);
                w.DecimalOrNull(e.Quantity);
                w.DecimalOrNull(e.Price);
                w.DecimalOrNull(e.TriggerPrice);
                w.IdOrNull(e.VenueOrder);
                break;
            case OrderTriggeredEvent e:
                Head(ref w, PackedEvent.OrderTriggered, happened);
                w.IdOrNull(e.VenueOrder);
                break;
            case PlaceholderReducedEvent e:
                Head(ref w, PackedEvent.PlaceholderReduced, happened);
                w.Id(e.Placeholder);
                w.Decimal(e.RemainingQuantity);
                w.Decimal(e.RemainingPrice);
                break;
            case OrderPendingCancelEvent:
                Head(ref w, PackedEvent.OrderPendingCancel, happened);
                break;
            case OrderRevertedEvent:
                Head(ref w, PackedEvent.OrderReverted, happened);
                break;
            case OrderCanceledEvent e:
                Head(ref w, PackedEvent.OrderCanceled, happened);
                w.TextOrNull(e.Reason);
                w.Flag(e.IsInferred);
                break;
            case OrderExpiredEvent e:
                Head(ref w, PackedEvent.OrderExpired, happened);
                w.TextOrNull(e.Reason);
                break;
            case OrderRejectedEvent e:
                Head(ref w, PackedEvent.OrderRejected, happened);
                w.TextOrNull(e.Reason);
                w.Flag(e.IsInferred);
                w.IdOrNull(e.VenueOrder);
                break;
            case OrderDeniedEvent e:
                Head(ref w, PackedEvent.OrderDenied, happened);
                w.TextOrNull(e.Reason);
                break;
            case OrderReopenedEvent:
                Head(ref w, PackedEvent.OrderReopened, happened);
                break;
            default:
                throw PackEvents.NoForm(happened);
        }
    }

    /// <summary>Reads what follows the head of an event.</summary>
    internal static OrderEvent Read(ref PackReader r, PackedEvent kind, DateTimeOffset at, string? cause)
    {
        ClientOrderId id = r.ClientOrder();
        AccountId? account = r.AccountOrNull();
        InstrumentId? instrument = r.InstrumentOrNull();
        return kind switch
        {
            PackedEvent.OrderSubmitted => new OrderSubmittedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
            },
            PackedEvent.OrderAccepted => new OrderAcceptedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                VenueOrder = r.VenueOrderOrNull(),
            },
            PackedEvent.OrderUpdated => new OrderUpdatedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                Quantity = r.DecimalOrNull(),
                Price = r.DecimalOrNull(),
                TriggerPrice = r.DecimalOrNull(),
                VenueOrder = r.VenueOrderOrNull(),
            },
            PackedEvent.OrderTriggered => new OrderTriggeredEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                VenueOrder = r.VenueOrderOrNull(),
            },
            PackedEvent.PlaceholderReduced => new PlaceholderReducedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                Placeholder = r.Trade(),
                RemainingQuantity = r.Decimal(),
                RemainingPrice = r.Decimal(),
            },
            PackedEvent.OrderPendingCancel => new OrderPendingCancelEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
            },
            PackedEvent.OrderReverted => new OrderRevertedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
            },
            PackedEvent.OrderCanceled => new OrderCanceledEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                Reason = r.TextOrNull(),
                IsInferred = r.Flag(),
            },
            PackedEvent.OrderExpired => new OrderExpiredEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                Reason = r.TextOrNull(),
            },
            PackedEvent.OrderRejected => new OrderRejectedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                Reason = r.TextOrNull(),
                IsInferred = r.Flag(),
                VenueOrder = r.VenueOrderOrNull(),
            },
            PackedEvent.OrderDenied => new OrderDeniedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
                Reason = r.TextOrNull(),
            },
            PackedEvent.OrderReopened => new OrderReopenedEvent
            {
                At = at, Cause = cause, Order = id, Account = account, Instrument = instrument,
            },
            _ => throw new InvariantException($"{kind} is no event of an order."),
        };
    }

    private static void Head(ref PackWriter w, PackedEvent kind, OrderEvent happened)
    {
        PackEvents.Head(ref w, kind, happened);
        w.Id(happened.Order);
        w.IdOrNull(happened.Account);
        w.IdOrNull(happened.Instrument);
    }
}

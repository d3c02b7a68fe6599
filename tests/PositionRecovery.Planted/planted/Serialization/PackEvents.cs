namespace PositionRecovery;

/// <summary>Events, packed: a list of the kind, the time, the cause and what the kind has. Here are the head and the
/// events that bring facts; those of one order, and those of positions and sessions, have files of their own.</summary>
internal static class PackEvents
{
    internal static void Write(ref PackWriter w, ExecutionEvent happened)
    {
        PackScope outer = w.Begin();
        switch (happened)
        {
            case OrderEvent e:
                PackOrderEvents.Write(ref w, e);
                break;
            case OrderIntendedEvent e:
                Head(ref w, PackedEvent.OrderIntended, e);
                PackOrders.Write(ref w, e.Intent);
                w.TimeOrNull(e.SendDeadline);
                break;
            case OrderFilledEvent e:
                Head(ref w, PackedEvent.OrderFilled, e);
                PackOrders.Write(ref w, e.Fill);
                break;
            case OrderImportedEvent e:
                Head(ref w, PackedEvent.OrderImported, e);
                PackOrders.Write(ref w, e.Order);
                break;
            case BalanceChangedEvent e:
                Head(ref w, PackedEvent.BalanceChanged, e);
                PackFacts.Write(ref w, e.Balance);
                break;
            case AccountChangedEvent e:
                Head(ref w, PackedEvent.AccountChanged, e);
                PackFacts.Write(ref w, e.Account);
                break;
            case InstrumentDefinedEvent e:
                Head(ref w, PackedEvent.InstrumentDefined, e);
                PackFacts.Write(ref w, e.Definition);
                break;
            case CashFlowRecordedEvent e:
                Head(ref w, PackedEvent.CashFlowRecorded, e);
                w.Id(e.Account);
                w.Id(e.Id);
                w.Word(e.FlowKind);
                w.Id(e.Asset);
                w.Decimal(e.Amount);
                w.IdOrNull(e.Instrument);
                w.WordOr(e.PositionSide, PositionSide.Net);
                break;
            default:
                PackStateEvents.Write(ref w, happened);
                break;
        }

        w.End(outer);
    }

    internal static ExecutionEvent Read(ref PackReader r)
    {
        PackScope outer = r.Begin();
        PackedEvent kind = r.Word<PackedEvent>();
        DateTimeOffset at = r.Time();
        string? cause = r.TextOrNull();
        ExecutionEvent happened = kind switch
        {
            PackedEvent.OrderIntended => new OrderIntendedEvent
            {
                At = at, Cause = cause,
                Intent = PackOrders.Intent(ref r),
                SendDeadline = r.TimeOrNull(),
            },
            PackedEvent.OrderFilled => new OrderFilledEvent
            {
                At = at, Cause = cause, Fill = PackOrders.Fill(ref r),
            },
            PackedEvent.OrderImported => new OrderImportedEvent
            {
                At = at, Cause = cause, Order = PackOrders.Order(ref r),
            },
            PackedEvent.BalanceChanged => new BalanceChangedEvent
            {
                At = at, Cause = cause, Balance = PackFacts.Balance(ref r),
            },
            PackedEvent.AccountChanged => new AccountChangedEvent
            {
                At = at, Cause = cause, Account = PackFacts.Account(ref r),
            },
            PackedEvent.InstrumentDefined => new InstrumentDefinedEvent
            {
                At = at, Cause = cause, Definition = PackFacts.Instrument(ref r),
            },
            PackedEvent.CashFlowRecorded => new CashFlowRecordedEvent
            {
                At = at, Cause = cause,
                Account = r.Account(),
                Id = r.Trade(),
                FlowKind = r.Word<CashFlowKind>(),
                Asset = r.Asset(),
                Amount = r.Decimal(),
                Instrument = r.InstrumentOrNull(),
                PositionSide = r.WordOr(PositionSide.Net),
            },
            >= PackedEvent.PositionMarked => PackStateEvents.Read(ref r, kind, at, cause),
            _ => PackOrderEvents.Read(ref r, kind, at, cause),
        };
        r.End(outer);
        return happened;
    }

    internal static void Head(ref PackWriter w, PackedEvent kind, ExecutionEvent happened)
    {
        w.Word(kind);
        w.Time(happened.At);
        w.TextOrNull(happened.Cause);
    }

    /// <summary>A case was added to a family and not to the form: our own mistake, which a test finds.</summary>
    internal static InvariantException NoForm(object value) => new($"{value.GetType().Name} has no packed form.");
}

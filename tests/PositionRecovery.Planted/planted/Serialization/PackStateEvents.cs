namespace PositionRecovery;

/// <summary>Events about positions, sessions and the state as a whole, packed.</summary>
internal static class PackStateEvents
{
    /// <summary>Writes an event into the list that is open.</summary>
    internal static void Write(ref PackWriter w, ExecutionEvent happened)
    {
        switch (happened)
        {
            case PositionMarkedEvent e:
                PackEvents.Head(ref w, PackedEvent.PositionMarked, e);
                PackKeys.Write(ref w, e.Key);
                w.Decimal(e.MarkPrice);
                w.DecimalOrNull(e.LiquidationPrice);
                w.DecimalOrNull(e.Leverage);
                break;
            case PositionReconciledEvent e:
                PackEvents.Head(ref w, PackedEvent.PositionReconciled, e);
                PackKeys.Write(ref w, e.Key);
                w.Time(e.AgreedAt);
                break;
            case PositionRestatedEvent e:
                PackEvents.Head(ref w, PackedEvent.PositionRestated, e);
                PackKeys.Write(ref w, e.Key);
                w.Decimal(e.Ratio);
                break;
            case CostBasisRestatedEvent e:
                PackEvents.Head(ref w, PackedEvent.CostBasisRestated, e);
                PackKeys.Write(ref w, e.Key);
                w.Decimal(e.AveragePrice);
                w.IdOrNull(e.Strategy);
                break;
            case PositionQuarantinedEvent e:
                PackEvents.Head(ref w, PackedEvent.PositionQuarantined, e);
                PackKeys.Write(ref w, e.Key);
                w.Text(e.Reason);
                break;
            case PositionReleasedEvent e:
                PackEvents.Head(ref w, PackedEvent.PositionReleased, e);
                PackKeys.Write(ref w, e.Key);
                w.Text(e.Reason);
                break;
            case SessionStartedEvent e:
                PackEvents.Head(ref w, PackedEvent.SessionStarted, e);
                PackLives.Write(ref w, e.Session);
                break;
            case SessionStoppedEvent e:
                PackEvents.Head(ref w, PackedEvent.SessionStopped, e);
                w.Id(e.Session);
                w.DecimalOrNull(e.FinalCapital);
                break;
            case SessionCrashedEvent e:
                PackEvents.Head(ref w, PackedEvent.SessionCrashed, e);
                w.Id(e.Session);
                break;
            case OperatorActedEvent e:
                PackEvents.Head(ref w, PackedEvent.OperatorActed, e);
                w.Text(e.Operator);
                w.Text(e.Action);
                w.Text(e.Reason);
                break;
            case StatePurgedEvent e:
                PackEvents.Head(ref w, PackedEvent.StatePurged, e);
                w.Time(e.OrdersBefore);
                w.Time(e.PositionsBefore);
                w.Time(e.TradesBefore);
                break;
            case RecoveryAdvancedEvent e:
                PackEvents.Head(ref w, PackedEvent.RecoveryAdvanced, e);
                w.Text(e.Correlation);
                w.Word(e.Phase);
                w.Text(e.Message);
                w.Number(e.Duration.Ticks);
                break;
            case StateFlushedEvent e:
                PackEvents.Head(ref w, PackedEvent.StateFlushed, e);
                w.Text(e.Reason);
                break;
            case StrategyStateSavedEvent e:
                PackEvents.Head(ref w, PackedEvent.StrategyStateSaved, e);
                w.Id(e.Strategy);
                w.Word(e.Part);
                PackStates.Write(ref w, e.State);
                break;
            default:
                throw PackEvents.NoForm(happened);
        }
    }

    /// <summary>Reads what follows the head of an event.</summary>
    internal static ExecutionEvent Read(ref PackReader r, PackedEvent kind, DateTimeOffset at, string? cause) =>
        kind switch
        {
            PackedEvent.PositionMarked => new PositionMarkedEvent
            {
                At = at, Cause = cause,
                Key = PackKeys.Book(ref r),
                MarkPrice = r.Decimal(),
                LiquidationPrice = r.DecimalOrNull(),
                Leverage = r.DecimalOrNull(),
            },
            PackedEvent.PositionReconciled => new PositionReconciledEvent
            {
                At = at, Cause = cause,
                Key = PackKeys.Book(ref r),
                AgreedAt = r.Time(),
            },
            PackedEvent.PositionRestated => new PositionRestatedEvent
            {
                At = at, Cause = cause,
                Key = PackKeys.Book(ref r),
                Ratio = r.Decimal(),
            },
            PackedEvent.CostBasisRestated => new CostBasisRestatedEvent
            {
                At = at, Cause = cause,
                Key = PackKeys.Book(ref r),
                AveragePrice = r.Decimal(),
                Strategy = r.StrategyOrNull(),
            },
            PackedEvent.PositionQuarantined => new PositionQuarantinedEvent
            {
                At = at, Cause = cause,
                Key = PackKeys.Book(ref r),
                Reason = r.Text(),
            },
            PackedEvent.PositionReleased => new PositionReleasedEvent
            {
                At = at, Cause = cause,
                Key = PackKeys.Book(ref r),
                Reason = r.Text(),
            },
            PackedEvent.SessionStarted => new SessionStartedEvent
            {
                At = at, Cause = cause, Session = PackLives.Session(ref r),
            },
            PackedEvent.SessionStopped => new SessionStoppedEvent
            {
                At = at, Cause = cause,
                Session = r.Session(),
                FinalCapital = r.DecimalOrNull(),
            },
            PackedEvent.SessionCrashed => new SessionCrashedEvent
            {
                At = at, Cause = cause, Session = r.Session(),
            },
            PackedEvent.OperatorActed => new OperatorActedEvent
            {
                At = at, Cause = cause,
                Operator = r.Text(),
                Action = r.Text(),
                Reason = r.Text(),
            },
            PackedEvent.StatePurged => new StatePurgedEvent
            {
                At = at, Cause = cause,
                OrdersBefore = r.Time(),
                PositionsBefore = r.Time(),
                TradesBefore = r.Time(),
            },
            PackedEvent.RecoveryAdvanced => new RecoveryAdvancedEvent
            {
                At = at, Cause = cause,
                Correlation = r.Text(),
                Phase = r.Word<RecoveryPhase>(),
                Message = r.Text(),
                Duration = new TimeSpan(r.Number()),
            },
            PackedEvent.StateFlushed => new StateFlushedEvent
            {
                At = at, Cause = cause, Reason = r.Text(),
            },
            PackedEvent.StrategyStateSaved => new StrategyStateSavedEvent
            {
                At = at, Cause = cause,
                Strategy = r.Strategy(),
                Part = r.Word<StrategyStatePart>(),
                State = PackStates.State(ref r),
            },
            _ => throw new InvariantException($"{kind} is no event of the state."),
        };
}

namespace PositionRecovery;

/// <summary>Carries out the row of the transition table that fits one order, step by step, in the order in which a live
/// connection would have told of the events.</summary>
internal sealed class OrderReconciler
{
    private readonly OrderWork _work;
    private readonly OrderFills _fills;
    private bool _isAbsorbed;

    private OrderReconciler(OrderWork work)
    {
        _work = work;
        _fills = new OrderFills(work);
    }

    internal static void Reconcile(
        PassContext context, KeyCase position, FillSettler settler, OrderCase order, AbsenceProof absence)
    {
        var work = new OrderWork(context, position, settler, order, absence);
        var reconciler = new OrderReconciler(work);
        reconciler.ReportLosers();
        if (order.IsNew)
        {
            order.Events.Insert(0, new OrderImportedEvent
            {
                Order = order.Order,
                At = order.Order.CreatedAt ?? work.At,
                Cause = "the venue has an order that the books do not know",
            });
        }

        reconciler.Run();
    }

    private void Run()
    {
        if (_work.Report is null)
        {
            _fills.Apply(); // they may tell by themselves what became of it
            if (_work.Case.Draft.IsTerminal)
            {
                return;
            }
        }

        OrderTransition row = OrderTransitions.For(_work.Case.Draft.Status, _work.State);
        OrderStatus before = _work.Case.Draft.Status;
        bool needsAnswer = _work.Case.Sightings.Count > 0 || _work.Absence.IsSought;
        foreach (TransitionStep step in row.Steps)
        {
            if (step == TransitionStep.Fills || needsAnswer)
            {
                Take(step);
            }
        }

        _fills.Apply(); // a row without that step loses nothing
        Report(row, before);
    }

    private void Take(TransitionStep step)
    {
        if (_isAbsorbed && step is not (TransitionStep.Fills or TransitionStep.Confirm))
        {
            return;
        }

        switch (step)
        {
            case TransitionStep.Accept:
                _work.Case.Emit(new OrderAcceptedEvent
                {
                    Order = _work.Id,
                    Account = _work.Case.Order.Intent.Account,
                    Instrument = _work.Case.Order.Intent.Instrument,
                    VenueOrder = _work.Report!.Report.VenueOrder,
                    At = _work.Report.Report.CreatedAt ?? _work.At,
                });
                break;
            case TransitionStep.Update:
                Update();
                break;
            case TransitionStep.Trigger:
                Trigger();
                break;
            case TransitionStep.Fills:
                _fills.Apply();
                _fills.Infer();
                break;
            case TransitionStep.Complete:
                _fills.Complete();
                break;
            case TransitionStep.Cancel:
                _work.Emit(Ended(VenueOrderState.Canceled));
                break;
            case TransitionStep.Expire:
                _work.Emit(Ended(VenueOrderState.Expired));
                break;
            case TransitionStep.Reject:
                _work.Emit(Ended(VenueOrderState.Rejected));
                break;
            case TransitionStep.Pending:
                _work.Emit(_work.Named(new OrderPendingCancelEvent { Order = _work.Id, At = _work.At }));
                break;
            case TransitionStep.Revert:
                Revert();
                break;
            case TransitionStep.Reopen:
                Reopen();
                break;
            case TransitionStep.Confirm:
                Confirm();
                break;
            case TransitionStep.AbsentCancel:
            case TransitionStep.AbsentReject:
                ConcludeAbsence(step == TransitionStep.AbsentReject);
                break;
            case TransitionStep.Ask:
                Ask();
                break;
            case TransitionStep.Keep:
                break;
            default:
                throw new InvariantException($"The step '{step}' is not understood.");
        }
    }

    /// <summary>A field the report does not carry is not reported, which is not zero.</summary>
    private void Update()
    {
        OrderReport report = _work.Report!.Report;
        OrderIntent intent = _work.Case.Draft.Intent;
        bool isOld = _work.IsOlderThanBooks; // the books know a later amendment than the report does
        decimal? quantity = isOld ? null : Changed(report.Quantity, intent.Quantity);
        decimal? price = isOld ? null : Changed(report.Price, intent.Price);
        decimal? trigger = isOld ? null : Changed(report.TriggerPrice, intent.TriggerPrice);
        bool isRenamed = report.VenueOrder is not null && report.VenueOrder != _work.Case.Draft.VenueOrder;
        if (quantity is null && price is null && trigger is null && !isRenamed)
        {
            return;
        }

        _work.Emit(_work.Named(new OrderUpdatedEvent
        {
            Order = intent.Id,
            Quantity = quantity,
            Price = price,
            TriggerPrice = trigger,
            VenueOrder = isRenamed ? report.VenueOrder : null,
            At = _work.At,
        }));
        if (quantity is not null || price is not null || trigger is not null)
        {
            _work.Differ(DiscrepancyKind.OrderAmended, Severity.Info, DiscrepancyAction.Applied,
                $"Order {intent.Id} was amended unseen:"
                + Change("quantity", intent.Quantity, quantity) + Change("price", intent.Price, price)
                + Change("trigger", intent.TriggerPrice, trigger) + ".");
        }
    }

    private static decimal? Changed(decimal? reported, decimal? known) =>
        reported is null or 0m || reported == known ? null : reported;

    private static string Change(string what, decimal? from, decimal? to) =>
        to is { } value ? $" {what} {(from is { } old ? Explain.Number(old) : "none")} → {Explain.Number(value)}"
            : string.Empty;

    private void Trigger()
    {
        bool isConditional = _work.Case.Draft.Intent.Type is OrderType.StopMarket or OrderType.StopLimit
            or OrderType.TakeProfitMarket or OrderType.TakeProfitLimit or OrderType.TrailingStopMarket;
        bool hasTriggered = _work.State == VenueOrderState.Triggered || _work.Report!.Filled > 0m
            || _work.Case.NewFills.Count > 0;
        bool isKnown = _work.Case.Draft.Status == OrderStatus.Triggered
            || _work.Case.Order.PriorStatus == OrderStatus.Triggered
            || _work.Case.Draft.Filled > 0m;
        if (isConditional && hasTriggered && !isKnown)
        {
            _work.Emit(_work.Named(new OrderTriggeredEvent { Order = _work.Id, At = _work.At }));
        }
    }

    private OrderEvent Ended(VenueOrderState state) => state switch
    {
        VenueOrderState.Canceled => _work.Named(new OrderCanceledEvent
        { Order = _work.Id, At = _work.At, Reason = _work.Report?.Report.Reason }),
        VenueOrderState.Expired => _work.Named(new OrderExpiredEvent
        { Order = _work.Id, At = _work.At, Reason = _work.Report?.Report.Reason }),
        _ => _work.Named(new OrderRejectedEvent
        {
            Order = _work.Id, At = _work.At, Reason = _work.Report?.Report.Reason,
            VenueOrder = _work.Report?.Report.VenueOrder
        }),
    };

    private void Revert()
    {
        DateTimeOffset? requested = _work.Case.Order.RequestedAt ?? _work.Case.Order.UpdatedAt
            ?? _work.Case.Order.IntendedAt;
        TimeSpan window = _work.Context.Policy.TimesOf(_work.Case.Order.Intent.Account).RequestWindow;
        bool isOver = requested is not { } at || (_work.Context.Now >= Moments.Later(at, window)
            && _work.Report!.Sighting.HoldsUntil >= Moments.Later(at, window));
        bool isPending = _work.Case.Draft.Status is OrderStatus.PendingCancel or OrderStatus.PendingUpdate;
        if (isOver && isPending)
        {
            _work.Emit(_work.Named(new OrderRevertedEvent
            {
                Order = _work.Id,
                At = _work.At,
                Cause = "the request was not confirmed in its life",
            }));
        }
    }

    private void Reopen()
    {
        if (!_work.Case.Order.IsInferredTerminal && _work.Case.Order.Status != OrderStatus.Denied)
        {
            _isAbsorbed = true;
            return;
        }

        _work.Emit(_work.Named(new OrderReopenedEvent
        {
            Order = _work.Id, At = _work.At,
            Cause = "the venue reports it"
        }));
        if (_work.Case.Draft.VenueOrder is null && _work.Report!.Report.VenueOrder is not null)
        {
            _work.Emit(_work.Named(new OrderAcceptedEvent
            {
                Order = _work.Id,
                VenueOrder = _work.Report.Report.VenueOrder,
                At = _work.Report.Report.CreatedAt ?? _work.At,
            }));
        }

        _work.Differ(DiscrepancyKind.Reopened, Severity.Critical, DiscrepancyAction.Applied,
            $"Order {_work.Id} was believed {_work.Case.Order.Status}"
            + (_work.Case.Order.IsInferredTerminal ? " because the venue did not show it" : " before it was sent")
            + $"; the venue reports {_work.Report!.Report.Status}.");
    }

    private void Confirm()
    {
        if (_work.Case.Draft.IsInferredTerminal)
        {
            _work.Emit(Ended(_work.State));
        }
    }

    private void ConcludeAbsence(bool isRejection)
    {
        const string reason = "not found at venue";
        ClientOrderId id = _work.Id;
        _work.Case.Absence = isRejection
            ? _work.Named(new OrderRejectedEvent { Order = id, At = _work.At, Reason = reason, IsInferred = true })
            : _work.Named(new OrderCanceledEvent { Order = id, At = _work.At, Reason = reason, IsInferred = true });
    }

    private void Ask()
    {
        foreach (Question question in _work.Absence.Missing)
        {
            _work.Position.Ask(question.Query, question.Reason);
        }

        if (_work.Absence.Missing.Count == 0)
        {
            Question question = AbsenceRules.AskForOrder(_work.Case.Order);
            VenueQuery query = _work.Report is { IsOnlyPredecessor: true, Report.ReplacedBy: { } next }
                ? ((OrderQuery)question.Query) with { VenueOrder = next, ClientOrder = null }
                : question.Query;
            _work.Position.Ask(query, question.Reason);
        }

        string raw = _work.Report?.Report.RawStatus is { } word ? $" (the venue says '{word}')" : string.Empty;
        _work.Differ(DiscrepancyKind.Unverifiable, Severity.Warning, DiscrepancyAction.Asked,
            $"What became of order {_work.Id} is not known{raw}; it stays {_work.Case.Draft.Status}.");
    }

    private void ReportLosers()
    {
        foreach (OrderSighting loser in _work.Report?.Losers ?? [])
        {
            _work.Differ(DiscrepancyKind.OrderStatus, Severity.Info, DiscrepancyAction.Reported,
                $"Two reports of order {_work.Id} differ: {loser.Report.Status} "
                + $"{Explain.Number(loser.Report.Filled ?? 0m)} gives way to {_work.Report!.Report.Status} "
                + $"{Explain.Number(_work.Report.Filled ?? 0m)}.");
        }
    }

    /// <summary>The report of a new order may lag behind its executions; that is said at once, as it would be next
    /// time.
    /// </summary>
    private void ReportLag()
    {
        OrderTransition next = OrderTransitions.For(_work.Case.Draft.Status, _work.State);
        if (next is { Severity: { } severity, Steps: [.., TransitionStep.Keep] })
        {
            _work.Differ(DiscrepancyKind.OrderStatus, severity, DiscrepancyAction.Reported,
                $"Order {_work.Id} is {_work.Case.Draft.Status} by its executions and {_work.Report!.Report.Status} "
                    + $"by its "
                + $"report: {next.Why}.");
        }
    }

    private void Report(OrderTransition row, OrderStatus before)
    {
        if (_work.State == VenueOrderState.Unknown)
        {
            return;
        }

        if (_work.Case.IsNew)
        {
            ReportLag();
            return;
        }

        if (_work.Case.Absence is not null)
        {
            _work.Differ(DiscrepancyKind.OrphanOrder, Severity.Warning, DiscrepancyAction.Applied,
                $"Order {_work.Id} was {before} here; it is provably not at the venue.");
            return;
        }

        bool isConflict = _isAbsorbed || (before == OrderStatus.Filled && row.Severity is not null);
        bool isSilent = _work.Case.Draft.Status == before && !isConflict
            && row.Steps[^1] is not (TransitionStep.Keep or TransitionStep.Confirm);
        if (row.Severity is { } severity && !isSilent)
        {
            _work.Differ(DiscrepancyKind.OrderStatus, isConflict && _work.IsOlderThanBooks ? Severity.Info : severity,
                _work.Case.Draft.Status != before ? DiscrepancyAction.Applied : DiscrepancyAction.Reported,
                $"Order {_work.Id} was {before} here and is {_work.Report!.Report.Status} at the venue: {row.Why}.");
        }
    }
}

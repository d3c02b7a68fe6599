namespace PositionRecovery;

/// <summary>Carries out the row of the transition table that fits one order, step by step, in the order in which a live
/// connection would have told of the events.</summary>
internal sealed class OrderReconciler
{
    private readonly PassContext _context;
    private readonly KeyCase _position;
    private readonly FillSettler _settler;
    private readonly OrderCase _case;
    private readonly EffectiveReport? _report;
    private readonly VenueOrderState _state;
    private readonly AbsenceProof _absence;
    private bool _isAbsorbed;

    private OrderReconciler(PassContext context, KeyCase position, FillSettler settler, OrderCase order, AbsenceProof absence)
    {
        _context = context;
        _position = position;
        _settler = settler;
        _case = order;
        _absence = absence;
        _report = EffectiveReport.Of(order.Sightings);
        _state = StateOf(_report, order, absence);
    }

    /// <summary>Whether the report tells of a time before the last report that the books took in.</summary>
    private bool IsOlderThanBooks => _report is { } report && _case.Order.UpdatedAt is { } known
        && (report.Sighting.HoldsUntil <= known || report.Report.UpdatedAt < known);

    private DateTimeOffset At => _report?.Sighting.At ?? _absence.AsOf ?? _context.Now;

    internal static void Reconcile(
        PassContext context, KeyCase position, FillSettler settler, OrderCase order, AbsenceProof absence)
    {
        var reconciler = new OrderReconciler(context, position, settler, order, absence);
        reconciler.ReportLosers();
        if (order.IsNew)
        {
            order.Events.Insert(0, new OrderImportedEvent
            {
                Order = order.Order,
                At = order.Order.CreatedAt ?? reconciler.At,
                Cause = "the venue has an order that the books do not know",
            });
        }

        reconciler.Run();
    }

    private static VenueOrderState StateOf(EffectiveReport? report, OrderCase order, AbsenceProof absence)
    {
        if (report is null)
        {
            return absence.IsProven ? VenueOrderState.ProvenAbsent : VenueOrderState.Unknown;
        }

        bool isEndOfEarlierId = report.IsOnlyPredecessor
            && OrderTransitions.StateOf(report.Report.Status) is VenueOrderState.Canceled or VenueOrderState.Expired
                or VenueOrderState.Filled or VenueOrderState.Rejected;
        return isEndOfEarlierId && !order.IsNew ? VenueOrderState.Unknown : OrderTransitions.StateOf(report.Report.Status);
    }

    private void Run()
    {
        if (_report is null)
        {
            ApplyFills(); // they may tell by themselves what became of it
            if (_case.Draft.IsTerminal)
            {
                return;
            }
        }

        OrderTransition row = OrderTransitions.For(_case.Draft.Status, _state);
        OrderStatus before = _case.Draft.Status;
        bool needsAnswer = _case.Sightings.Count > 0 || _absence.IsSought;
        foreach (TransitionStep step in row.Steps)
        {
            if (step == TransitionStep.Fills || needsAnswer)
            {
                Take(step);
            }
        }

        ApplyFills(); // a row without that step loses nothing
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
                _case.Emit(new OrderAcceptedEvent
                {
                    Order = _case.Order.Intent.Id,
                    Account = _case.Order.Intent.Account,
                    Instrument = _case.Order.Intent.Instrument,
                    VenueOrder = _report!.Report.VenueOrder,
                    At = _report.Report.CreatedAt ?? At,
                });
                break;
            case TransitionStep.Update:
                Update();
                break;
            case TransitionStep.Trigger:
                Trigger();
                break;
            case TransitionStep.Fills:
                ApplyFills();
                InferFill();
                break;
            case TransitionStep.Complete:
                Complete();
                break;
            case TransitionStep.Cancel:
                Emit(Ended(VenueOrderState.Canceled));
                break;
            case TransitionStep.Expire:
                Emit(Ended(VenueOrderState.Expired));
                break;
            case TransitionStep.Reject:
                Emit(Ended(VenueOrderState.Rejected));
                break;
            case TransitionStep.Pending:
                Emit(Named(new OrderPendingCancelEvent { Order = _case.Order.Intent.Id, At = At }));
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

    private void Emit(OrderEvent happened) => _case.Emit(happened);

    private T Named<T>(T happened)
        where T : OrderEvent => (T)(happened with
    {
        Account = _case.Order.Intent.Account,
        Instrument = _case.Order.Intent.Instrument,
    });

    /// <summary>A field the report does not carry is not reported, which is not zero.</summary>
    private void Update()
    {
        OrderReport report = _report!.Report;
        OrderIntent intent = _case.Draft.Intent;
        decimal? quantity = Changed(report.Quantity, intent.Quantity);
        decimal? price = Changed(report.Price, intent.Price);
        decimal? trigger = Changed(report.TriggerPrice, intent.TriggerPrice);
        bool isRenamed = report.VenueOrder is not null && report.VenueOrder != _case.Draft.VenueOrder;
        if (quantity is null && price is null && trigger is null && !isRenamed)
        {
            return;
        }

        Emit(Named(new OrderUpdatedEvent
        {
            Order = intent.Id,
            Quantity = quantity,
            Price = price,
            TriggerPrice = trigger,
            VenueOrder = isRenamed ? report.VenueOrder : null,
            At = At,
        }));
        if (quantity is not null || price is not null || trigger is not null)
        {
            Differ(DiscrepancyKind.OrderAmended, Severity.Info, DiscrepancyAction.Applied,
                $"Order {intent.Id} was amended unseen:"
                + Change("quantity", intent.Quantity, quantity) + Change("price", intent.Price, price)
                + Change("trigger", intent.TriggerPrice, trigger) + ".");
        }
    }

    private static decimal? Changed(decimal? reported, decimal? known) =>
        reported is null or 0m || reported == known ? null : reported;

    private static string Change(string what, decimal? from, decimal? to) =>
        to is { } value ? $" {what} {(from is { } old ? Explain.Number(old) : "none")} → {Explain.Number(value)}" : string.Empty;

    private void Trigger()
    {
        bool isConditional = _case.Draft.Intent.Type is OrderType.StopMarket or OrderType.StopLimit
            or OrderType.TakeProfitMarket or OrderType.TakeProfitLimit or OrderType.TrailingStopMarket;
        bool hasTriggered = _state == VenueOrderState.Triggered || _report!.Filled > 0m || _case.NewFills.Count > 0;
        bool isKnown = _case.Draft.Status == OrderStatus.Triggered || _case.Order.PriorStatus == OrderStatus.Triggered
            || _case.Draft.Filled > 0m;
        if (isConditional && hasTriggered && !isKnown)
        {
            Emit(Named(new OrderTriggeredEvent { Order = _case.Order.Intent.Id, At = At }));
        }
    }

    private void ApplyFills()
    {
        if (!_settler.ByOrder.Remove(_case, out List<FillSnapshot>? fills))
        {
            return;
        }

        foreach (FillSnapshot fill in fills)
        {
            _case.Emit(new OrderFilledEvent { Fill = fill, At = fill.At });
        }
    }

    /// <summary>The venue counts executions that it does not list: one placeholder stands for them.</summary>
    private void InferFill()
    {
        if (_report is null || _case.HasQuarantinedFill)
        {
            return;
        }

        decimal known = _case.Draft.Filled;
        decimal? reported = _report.Filled
            ?? (_state == VenueOrderState.Filled ? _report.Report.Quantity ?? _case.Draft.Intent.Quantity : null);
        if (reported < known)
        {
            ReportLessFilled(reported.Value);
            return;
        }

        if (reported is not { } total || total == known)
        {
            return;
        }

        if (IsRejectedOverfill(total))
        {
            return;
        }

        FillSnapshot fill = InferredFill.Of(_context, _case, _report, total, out PriceLevel level);
        _case.Emit(new OrderFilledEvent
        {
            Fill = fill,
            At = fill.At,
            Cause = "the venue counts executions that it does not list",
        });
        _settler.ReplaceByInferred(_case.Order, fill);
        if (level != PriceLevel.Calculated)
        {
            _position.Estimates.Add($"the price of {Explain.Fill(fill)} on order {_case.Order.Intent.Id} is estimated");
        }

        Differ(DiscrepancyKind.InferredFill, Severity.Warning, DiscrepancyAction.Applied,
            $"The venue counts {Explain.Number(total)} executed on order {_case.Order.Intent.Id}, its listed executions "
            + $"add up to {Explain.Number(known)}: {Explain.Fill(fill)} stands for the rest until they are listed "
            + $"(price level {level}).");
    }

    private bool IsRejectedOverfill(decimal total)
    {
        decimal quantity = _case.Draft.Intent.Quantity;
        if (quantity == 0m || total <= quantity)
        {
            return false;
        }

        bool isRejected = _context.Policy.Overfills == OverfillPolicy.Reject;
        Differ(DiscrepancyKind.Overfill, Severity.Critical,
            isRejected ? DiscrepancyAction.Withheld : DiscrepancyAction.Applied,
            $"The venue counts {Explain.Number(total)} executed on order {_case.Order.Intent.Id} of "
            + $"{Explain.Number(quantity)}{(isRejected ? "; the excess is not taken in" : string.Empty)}.");
        if (isRejected)
        {
            _position.Problems.Add($"order {_case.Order.Intent.Id} is overfilled and the excess is not taken in");
        }

        return isRejected;
    }

    private void ReportLessFilled(decimal reported)
    {
        bool isBehind = IsOlderThanBooks || _case.Draft.Fills.Any(f => f.At >= _report!.Sighting.HoldsUntil);
        int reads = _case.Sightings.Where(s => (s.Report.Filled ?? 0m) < _case.Draft.Filled)
            .Select(static s => s.HoldsUntil).Distinct().Count();
        Severity severity = isBehind ? Severity.Info : reads >= 2 ? Severity.Critical : Severity.Warning;
        Differ(DiscrepancyKind.OrderStatus, severity, DiscrepancyAction.Reported,
            $"The venue counts {Explain.Number(reported)} executed on order {_case.Order.Intent.Id}, the books "
            + $"{Explain.Number(_case.Draft.Filled)}; "
            + (isBehind ? "the read is older than the books." : "executions are never taken back without a report."));
        if (severity == Severity.Warning && !_case.Draft.IsTerminal)
        {
            _position.Ask(AbsenceRules.AskForOrder(_case.Order).Query,
                $"Order {_case.Order.Intent.Id} shows less executed than the books; a second read must tell.");
        }
    }

    /// <summary>The venue calls it filled at less than our quantity: that is the quantity it was filled at.</summary>
    private void Complete()
    {
        if (_case.Draft.Status != OrderStatus.Filled && _case.Draft.Filled > 0m && !_case.HasQuarantinedFill)
        {
            Emit(Named(new OrderUpdatedEvent
            {
                Order = _case.Order.Intent.Id,
                Quantity = _case.Draft.Filled,
                At = At,
                Cause = "the venue calls it filled at this quantity",
            }));
        }
    }

    private OrderEvent Ended(VenueOrderState state) => state switch
    {
        VenueOrderState.Canceled => Named(new OrderCanceledEvent
            { Order = _case.Order.Intent.Id, At = At, Reason = _report?.Report.Reason }),
        VenueOrderState.Expired => Named(new OrderExpiredEvent
            { Order = _case.Order.Intent.Id, At = At, Reason = _report?.Report.Reason }),
        _ => Named(new OrderRejectedEvent
            { Order = _case.Order.Intent.Id, At = At, Reason = _report?.Report.Reason, VenueOrder = _report?.Report.VenueOrder }),
    };

    private void Revert()
    {
        DateTimeOffset? requested = _case.Order.RequestedAt ?? _case.Order.UpdatedAt ?? _case.Order.IntendedAt;
        bool isOver = requested is not { } at
            || (_context.Now >= at + _context.Policy.RequestWindow
                && _report!.Sighting.HoldsUntil >= at + _context.Policy.RequestWindow);
        bool isPending = _case.Draft.Status is OrderStatus.PendingCancel or OrderStatus.PendingUpdate;
        if (isOver && isPending)
        {
            Emit(Named(new OrderRevertedEvent
            {
                Order = _case.Order.Intent.Id,
                At = At,
                Cause = "the request was not confirmed in its life",
            }));
        }
    }

    private void Reopen()
    {
        if (!_case.Order.IsInferredTerminal && _case.Order.Status != OrderStatus.Denied)
        {
            _isAbsorbed = true;
            return;
        }

        Emit(Named(new OrderReopenedEvent { Order = _case.Order.Intent.Id, At = At, Cause = "the venue reports it" }));
        if (_case.Draft.VenueOrder is null && _report!.Report.VenueOrder is not null)
        {
            Emit(Named(new OrderAcceptedEvent
            {
                Order = _case.Order.Intent.Id,
                VenueOrder = _report.Report.VenueOrder,
                At = _report.Report.CreatedAt ?? At,
            }));
        }

        Differ(DiscrepancyKind.Reopened, Severity.Critical, DiscrepancyAction.Applied,
            $"Order {_case.Order.Intent.Id} was believed {_case.Order.Status}"
            + (_case.Order.IsInferredTerminal ? " because the venue did not show it" : " before it was sent")
            + $"; the venue reports {_report!.Report.Status}.");
    }

    private void Confirm()
    {
        if (_case.Draft.IsInferredTerminal)
        {
            Emit(Ended(_state));
        }
    }

    private void ConcludeAbsence(bool isRejection)
    {
        const string reason = "not found at venue";
        ClientOrderId id = _case.Order.Intent.Id;
        _case.Absence = isRejection
            ? Named(new OrderRejectedEvent { Order = id, At = At, Reason = reason, IsInferred = true })
            : Named(new OrderCanceledEvent { Order = id, At = At, Reason = reason, IsInferred = true });
    }

    private void Ask()
    {
        foreach (Question question in _absence.Missing)
        {
            _position.Ask(question.Query, question.Reason);
        }

        if (_absence.Missing.Count == 0)
        {
            Question question = AbsenceRules.AskForOrder(_case.Order);
            VenueQuery query = _report is { IsOnlyPredecessor: true, Report.ReplacedBy: { } next }
                ? ((OrderQuery)question.Query) with { VenueOrder = next, ClientOrder = null }
                : question.Query;
            _position.Ask(query, question.Reason);
        }

        string raw = _report?.Report.RawStatus is { } word ? $" (the venue says '{word}')" : string.Empty;
        Differ(DiscrepancyKind.Unverifiable, Severity.Warning, DiscrepancyAction.Asked,
            $"What became of order {_case.Order.Intent.Id} is not known{raw}; it stays {_case.Draft.Status}.");
    }

    private void ReportLosers()
    {
        foreach (OrderSighting loser in _report?.Losers ?? [])
        {
            Differ(DiscrepancyKind.OrderStatus, Severity.Info, DiscrepancyAction.Reported,
                $"Two reports of order {_case.Order.Intent.Id} differ: {loser.Report.Status} "
                + $"{Explain.Number(loser.Report.Filled ?? 0m)} gives way to {_report!.Report.Status} "
                + $"{Explain.Number(_report.Filled ?? 0m)}.");
        }
    }

    private void Report(OrderTransition row, OrderStatus before)
    {
        if (_case.IsNew || _state == VenueOrderState.Unknown)
        {
            return;
        }

        if (_case.Absence is not null)
        {
            Differ(DiscrepancyKind.OrphanOrder, Severity.Warning, DiscrepancyAction.Applied,
                $"Order {_case.Order.Intent.Id} was {before} here; it is provably not at the venue.");
            return;
        }

        bool isConflict = _isAbsorbed || (before == OrderStatus.Filled && row.Severity is not null);
        bool isSilent = _case.Draft.Status == before && !isConflict
            && row.Steps[^1] is not (TransitionStep.Keep or TransitionStep.Confirm);
        if (row.Severity is { } severity && !isSilent)
        {
            Differ(DiscrepancyKind.OrderStatus, isConflict && IsOlderThanBooks ? Severity.Info : severity,
                _case.Draft.Status != before ? DiscrepancyAction.Applied : DiscrepancyAction.Reported,
                $"Order {_case.Order.Intent.Id} was {before} here and is {_report!.Report.Status} at the venue: {row.Why}.");
        }
    }

    private void Differ(DiscrepancyKind kind, Severity severity, DiscrepancyAction action, string explanation) =>
        _position.Diff.Add(_position.Differ(kind, severity, action, explanation) with
        {
            Order = _case.Order.Intent.Id,
            Cached = _case.IsNew
                ? null
                : Explain.Order(_case.Order.Status, _case.Order.Filled, _case.Order.Intent.Quantity),
            Venue = _report is null ? null : Explain.Report(_report),
            Evidence = _report?.Sighting.Answer.Query,
        });
}

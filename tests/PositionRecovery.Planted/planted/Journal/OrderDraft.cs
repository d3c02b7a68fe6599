namespace PositionRecovery;

/// <summary>An order while events are applied to it. The one place that knows what an event does to an order.</summary>
internal sealed class OrderDraft
{
    private readonly OrderSnapshot _original;
    private readonly DraftFills _fills;
    private List<VenueOrderId>? _priorIds;
    private OrderStatus? _priorStatus;
    private DateTimeOffset? _requestedAt;
    private DateTimeOffset? _updatedAt;
    private string? _reason;

    internal OrderDraft(OrderSnapshot order, bool isInverse)
    {
        _original = order;
        _fills = new DraftFills(order, isInverse);
        _priorStatus = order.PriorStatus;
        _requestedAt = order.RequestedAt;
        _updatedAt = order.UpdatedAt;
        _reason = order.Reason;
        Intent = order.Intent;
        Status = order.Status;
        VenueOrder = order.VenueOrder;
        IsInferredTerminal = order.IsInferredTerminal;
    }

    internal OrderIntent Intent { get; private set; }

    internal OrderStatus Status { get; private set; }

    internal VenueOrderId? VenueOrder { get; private set; }

    internal decimal Filled => _fills.Filled;

    internal bool IsInferredTerminal { get; private set; }

    internal bool IsTerminal => OrderSnapshot.HasEnded(Status);

    internal IReadOnlyList<FillSnapshot> Fills => _fills.Listed;

    /// <summary>The cost of one unit over all that was filled; <c>null</c> when not known or nothing was.</summary>
    internal Rational? AverageCost => _fills.AverageCost;

    private bool IsPending => Status is OrderStatus.PendingCancel or OrderStatus.PendingUpdate;

    /// <summary>Whether its end was reported: that stands.</summary>
    private bool HasEnded => IsTerminal && !IsInferredTerminal;

    private OrderStatus Working => Filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Accepted;

    internal void Apply(ExecutionEvent happened)
    {
        switch (happened)
        {
            case OrderFilledEvent e:
                Fill(e.Fill);
                break;
            case PlaceholderReducedEvent e:
                Reduce(e);
                break;
            case OrderSubmittedEvent:
                Status = Status is OrderStatus.Initialized or OrderStatus.Intended ? OrderStatus.Submitted : Status;
                break;
            case OrderAcceptedEvent e:
                Accept(e);
                break;
            case OrderUpdatedEvent e:
                Update(e);
                break;
            case OrderTriggeredEvent e:
                Trigger(e);
                break;
            case OrderPendingCancelEvent e:
                AwaitCancel(e.At);
                break;
            case OrderRevertedEvent:
                if (IsPending)
                {
                    BackToWork();
                }

                break;
            case OrderReopenedEvent:
                Status = Working;
                IsInferredTerminal = false;
                _reason = null;
                break;
            case OrderCanceledEvent e:
                End(OrderStatus.Canceled, e.Reason, e.IsInferred);
                break;
            case OrderExpiredEvent e:
                End(OrderStatus.Expired, e.Reason, false);
                break;
            case OrderRejectedEvent e:
                End(OrderStatus.Rejected, e.Reason, e.IsInferred);
                Rename(e.VenueOrder);
                break;
            case OrderDeniedEvent e:
                End(OrderStatus.Denied, e.Reason, false);
                break;
            default:
                throw new InvariantException($"The event '{happened.Kind}' is not about an order.");
        }

        _updatedAt = _updatedAt is { } last && last > happened.At ? last : happened.At;
    }

    internal OrderSnapshot ToSnapshot() => _original with
    {
        Intent = Intent,
        Status = Status,
        VenueOrder = VenueOrder,
        Filled = Filled,
        AveragePrice = _fills.AveragePrice,
        Fills = _fills.ToList(),
        PriorVenueOrders = _priorIds is null ? _original.PriorVenueOrders
            : FrozenList<VenueOrderId>.Owning([.. _priorIds]),
        PriorStatus = _priorStatus,
        RequestedAt = _requestedAt,
        UpdatedAt = _updatedAt,
        IsInferredTerminal = IsInferredTerminal,
        Reason = _reason,
    };

    private void Fill(FillSnapshot fill)
    {
        _fills.Add(fill);
        SettleStatus();
    }

    private void Reduce(PlaceholderReducedEvent reduced)
    {
        if (!_fills.Reduce(reduced) && _original.Origin == OrderOrigin.Reconciliation)
        {
            Complete(OrderStatus.Canceled, "real executions took its place", false);
        }
    }

    /// <summary>An acknowledgement may come late: it names the order, and it takes nothing back that is known since.
    /// Only an end that was concluded from absence is undone by it.</summary>
    private void Accept(OrderAcceptedEvent e)
    {
        if (IsInferredTerminal || Status is (OrderStatus.Unknown or OrderStatus.Initialized or OrderStatus.Intended
            or OrderStatus.Submitted))
        {
            Status = Working;
            IsInferredTerminal = false;
        }

        Rename(e.VenueOrder);
    }

    private void AwaitCancel(DateTimeOffset at)
    {
        if (IsTerminal || Status == OrderStatus.PendingCancel)
        {
            return;
        }

        _priorStatus = Status == OrderStatus.PendingUpdate ? _priorStatus : Status;
        _requestedAt = at;
        Status = OrderStatus.PendingCancel;
    }

    /// <summary>A trigger does not confirm a pending request; it changes what the order goes back to.</summary>
    private void Trigger(OrderTriggeredEvent e)
    {
        if (IsPending)
        {
            _priorStatus = OrderStatus.Triggered;
        }
        else if (!IsTerminal)
        {
            Status = Filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Triggered;
        }

        Rename(e.VenueOrder);
    }

    private void Update(OrderUpdatedEvent e)
    {
        Intent = Intent with
        {
            Quantity = e.Quantity ?? Intent.Quantity,
            Price = e.Price ?? Intent.Price,
            TriggerPrice = e.TriggerPrice ?? Intent.TriggerPrice,
        };
        Rename(e.VenueOrder);
        if (Status == OrderStatus.PendingUpdate && (e.Quantity ?? e.Price ?? e.TriggerPrice) is not null)
        {
            BackToWork(); // the amendment that was pending took effect
        }

        SettleStatus();
    }

    private void Rename(VenueOrderId? id)
    {
        if (id is null || id == VenueOrder)
        {
            return;
        }

        if (VenueOrder is { } prior)
        {
            (_priorIds ??= [.. _original.PriorVenueOrders]).Add(prior);
        }

        VenueOrder = id;
    }

    private void BackToWork()
    {
        Status = _priorStatus is { } prior && Filled == 0m ? prior : Working;
        _priorStatus = null;
        _requestedAt = null;
    }

    private void End(OrderStatus status, string? reason, bool isInferred)
    {
        if (HasEnded)
        {
            return;
        }

        Complete(status, reason, isInferred);
    }

    private void Complete(OrderStatus status, string? reason, bool isInferred)
    {
        Status = status;
        IsInferredTerminal = isInferred;
        _reason = reason ?? _reason;
        _priorStatus = null;
        _requestedAt = null;
    }

    /// <summary>An execution completes an order or shows that it works; it does not confirm a pending request, and it
    /// does not reopen what has ended.</summary>
    private void SettleStatus()
    {
        if (Status != OrderStatus.Unknown && Intent.Quantity > 0m && Filled >= Intent.Quantity)
        {
            Complete(OrderStatus.Filled, null, false);
        }
        else if (Filled > 0m && Status is (OrderStatus.Initialized or OrderStatus.Intended or OrderStatus.Submitted
            or OrderStatus.Accepted or OrderStatus.Triggered))
        {
            Status = OrderStatus.PartiallyFilled;
        }
    }
}

namespace PositionRecovery;

/// <summary>An order while events are applied to it. The one place that knows what an event does to an order.</summary>
internal sealed class OrderDraft
{
    private readonly OrderSnapshot _original;
    private readonly bool _isInverse;
    private readonly List<FillSnapshot> _fills;
    private readonly List<VenueOrderId> _priorIds;
    private bool _fillsChanged;
    private OrderStatus? _priorStatus;
    private DateTimeOffset? _requestedAt;
    private DateTimeOffset? _updatedAt;
    private string? _reason;
    private readonly decimal? _averagePrice;
    private decimal _unlisted;
    private Rational? _unlistedCost;

    internal OrderDraft(OrderSnapshot order, bool isInverse)
    {
        _original = order;
        _isInverse = isInverse;
        _fills = [.. order.Fills];
        _priorIds = [.. order.PriorVenueOrders];
        _priorStatus = order.PriorStatus;
        _requestedAt = order.RequestedAt;
        _updatedAt = order.UpdatedAt;
        _reason = order.Reason;
        _averagePrice = order.AveragePrice;
        Intent = order.Intent;
        Status = order.Status;
        VenueOrder = order.VenueOrder;
        Filled = order.Filled;
        IsInferredTerminal = order.IsInferredTerminal;
    }

    internal OrderIntent Intent { get; private set; }

    internal OrderStatus Status { get; private set; }

    internal VenueOrderId? VenueOrder { get; private set; }

    internal decimal Filled { get; private set; }

    internal bool IsInferredTerminal { get; private set; }

    internal bool IsTerminal => OrderSnapshot.HasEnded(Status);

    internal IReadOnlyList<FillSnapshot> Fills => _fills;

    /// <summary>The cost of one unit over all that was filled; <c>null</c> when not known or nothing was.</summary>
    internal Rational? AverageCost =>
        _fillsChanged ? CostOfFills() : UnitCost.Of(Filled == 0m ? null : _averagePrice, _isInverse) ?? CostOfFills();

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
                Status = OrderStatus.Submitted;
                break;
            case OrderAcceptedEvent e:
                Status = Working;
                Rename(e.VenueOrder);
                break;
            case OrderUpdatedEvent e:
                Update(e);
                break;
            case OrderTriggeredEvent e:
                Trigger(e);
                break;
            case OrderPendingCancelEvent e:
                _priorStatus = Status;
                _requestedAt = e.At;
                Status = OrderStatus.PendingCancel;
                break;
            case OrderRevertedEvent:
                BackToWork();
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
        AveragePrice = AveragePrice(),
        Fills = _fillsChanged ? FrozenList<FillSnapshot>.Owning([.. _fills]) : _original.Fills,
        PriorVenueOrders = _priorIds.Count == _original.PriorVenueOrders.Count
            ? _original.PriorVenueOrders
            : FrozenList<VenueOrderId>.Owning([.. _priorIds]),
        PriorStatus = _priorStatus,
        RequestedAt = _requestedAt,
        UpdatedAt = _updatedAt,
        IsInferredTerminal = IsInferredTerminal,
        Reason = _reason,
    };

    private decimal? AveragePrice() => _fillsChanged ? UnitCost.ToPrice(CostOfFills(), _isInverse) : _averagePrice;

    private void Fill(FillSnapshot fill)
    {
        KeepUnlistedCost();
        _fills.Add(fill);
        _fillsChanged = true;
        Filled += fill.Quantity;
        SettleStatus();
    }

    private void Reduce(PlaceholderReducedEvent reduced)
    {
        KeepUnlistedCost();
        int index = _fills.FindIndex(f => f.IsPlaceholder && f.Trade == reduced.Placeholder);
        if (index < 0)
        {
            throw new InvariantException($"Order {Intent.Id} has no placeholder {reduced.Placeholder} to reduce.");
        }

        FillSnapshot old = _fills[index];
        decimal left = reduced.RemainingQuantity;
        decimal contribution = old.Side == Intent.Side ? old.Quantity : -old.Quantity;
        decimal remains = Intent.Side == OrderSide.Sell ? -left : left;
        Filled = Math.Max(0m, Filled + remains - contribution);
        _fillsChanged = true;
        if (left == 0m)
        {
            _fills.RemoveAt(index);
            if (_original.Origin == OrderOrigin.Reconciliation && _fills.Count == 0)
            {
                End(OrderStatus.Canceled, "real executions took its place", false);
            }

            return;
        }

        OrderSide side = left > 0m ? OrderSide.Buy : OrderSide.Sell;
        _fills[index] = old with
        {
            Side = side,
            Quantity = Math.Abs(left),
            Price = reduced.RemainingPrice,
            Allocations = side == old.Side ? Allocations.After(old.Allocations, old.Quantity - Math.Abs(left)) : [],
        };
    }

    /// <summary>A trigger does not confirm a pending request; it changes what the order goes back to.</summary>
    private void Trigger(OrderTriggeredEvent e)
    {
        if (Status is OrderStatus.PendingCancel or OrderStatus.PendingUpdate)
        {
            _priorStatus = OrderStatus.Triggered;
        }
        else
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
            _priorIds.Add(prior);
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
            End(OrderStatus.Filled, null, false);
        }
        else if (Filled > 0m && Status is (OrderStatus.Initialized or OrderStatus.Intended or OrderStatus.Submitted
            or OrderStatus.Accepted or OrderStatus.Triggered))
        {
            Status = OrderStatus.PartiallyFilled;
        }
    }

    /// <summary>A total that was reported before its executions were listed keeps its own average.</summary>
    private void KeepUnlistedCost()
    {
        if (!_fillsChanged)
        {
            _unlisted = Math.Max(0m, Filled - ListedQuantity());
            _unlistedCost = Filled == _unlisted ? UnitCost.Of(_averagePrice, _isInverse) : null;
        }
    }

    private decimal ListedQuantity()
    {
        decimal sum = 0m;
        foreach (FillSnapshot fill in _fills)
        {
            sum += fill.Side == Intent.Side ? fill.Quantity : -fill.Quantity;
        }

        return sum;
    }

    private Rational? CostOfFills()
    {
        Rational quantity = _unlisted;
        Rational sum = _unlisted == 0m || _unlistedCost is not { } known ? Rational.Zero : known * _unlisted;
        if (_unlisted != 0m && _unlistedCost is null)
        {
            return null;
        }

        foreach (FillSnapshot fill in _fills)
        {
            if (fill.IsPriceUnknown || UnitCost.Of(fill.Price, _isInverse) is not { } cost)
            {
                return null;
            }

            Rational signed = fill.Side == Intent.Side ? fill.Quantity : -fill.Quantity;
            quantity += signed;
            sum += signed * cost;
        }

        return quantity.IsZero ? null : sum / quantity;
    }
}

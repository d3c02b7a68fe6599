namespace PositionRecovery;

/// <summary>One run of <see cref="ExitPlanner"/> over a position that is open and whose strategy said what it wants.
/// </summary>
internal sealed class ExitPlanning
{
    private readonly ExitSituation _situation;
    private readonly ExitOrders _orders;
    private readonly ExitIntents _intents;
    private readonly ExitLegWork[] _legs;
    private readonly List<ExitDecision> _decisions = [];
    private readonly HashSet<OrderSnapshot> _used = new(ReferenceEqualityComparer.Instance);

    internal ExitPlanning(ExitSituation situation, ExitOrders orders, EpochId epoch)
    {
        _situation = situation;
        _orders = orders;
        _intents = new ExitIntents(situation, epoch);
        _legs = [.. situation.Plan.Legs.Select(l => new ExitLegWork(l, orders.TakeAttempts(epoch, l)))];
    }

    internal ExitProposal Run()
    {
        if (_situation.Closable is { } closable)
        {
            ExitSizes.Assign(_situation.Plan, _legs, closable, _situation.Instrument.QuantityIncrement);
            Adopt();
            _decisions.AddRange(new ExitBounds(_situation).Cut(_legs));
            WithdrawOrphans();
            foreach (ExitLegWork leg in _legs)
            {
                Judge(leg);
            }

            new ExitPlacement(_situation, _orders, _legs, _decisions).Settle();
        }
        else
        {
            Hold();
        }

        return new ExitProposal
        {
            Decisions = [.. _decisions.OrderBy(static d => Rank(d))],
            Protection = Cover.Of(_situation, _orders, _legs, _decisions),
        };
    }

    /// <summary>Takes an exit back, as far as what is known of it allows.</summary>
    internal static ExitDecision Withdraw(OrderSnapshot order, ExitCancelReason reason, string why, ExitLeg? leg = null)
    {
        bool canCancel = ExitOrders.IsWorking(order) && order.Status != OrderStatus.PendingUpdate;
        return new ExitDecision
        {
            Kind = canCancel ? ExitDecisionKind.Cancel : ExitDecisionKind.Wait,
            Leg = leg,
            Order = order,
            CancelReason = reason,
            Why = canCancel ? why : $"{why} It is {order.Status}: what becomes of it must be known first.",
        };
    }

    private static int Rank(ExitDecision decision) => decision.Kind switch
    {
        ExitDecisionKind.Cancel => 0,
        ExitDecisionKind.Place when ExitPrices.IsLoss(decision.Leg!.Kind) => 1,
        ExitDecisionKind.Place => 2,
        _ => 3,
    };

    /// <summary>The quantity is not proven: what works is left alone, and nothing is added.</summary>
    private void Hold()
    {
        foreach (ExitLegWork leg in _legs)
        {
            OrderSnapshot[] live = [.. leg.Live];
            foreach (OrderSnapshot order in live)
            {
                Decide(ExitDecisionKind.Keep, leg.Leg, order, "It is left alone: the quantity is not proven.");
            }

            if (live.Length == 0)
            {
                Decide(ExitDecisionKind.Unresolved, leg.Leg, leg.Last,
                    "Nothing is placed: the quantity that may be closed is not proven.", Severity.Warning);
            }
        }
    }

    /// <summary>Exits that this library placed before its store was lost stand for the legs they can be told to be
    /// for.</summary>
    private void Adopt()
    {
        OrderSnapshot[] unrecorded = [.. _orders.Unrecorded];
        decimal[] left = [.. unrecorded.Select(static o => ExitOrders.IsWhole(o) ? decimal.MaxValue : o.Remaining)];
        foreach (ExitLegWork leg in _legs)
        {
            foreach (int i in Enumerable.Range(0, unrecorded.Length)
                .Where(i => ExitPurpose.Of(unrecorded[i].Intent, _situation.Mark) == leg.Leg.Kind)
                .OrderBy(i => Distance(leg.Leg, unrecorded[i].Intent)))
            {
                decimal taken = Math.Min(left[i], leg.Outstanding);
                if (taken > 0m)
                {
                    leg.Adopted.Add(unrecorded[i]);
                    leg.Outstanding -= taken;
                    left[i] -= taken;
                    Decide(
                        ExitOrders.IsWorking(unrecorded[i]) ? ExitDecisionKind.Keep : ExitDecisionKind.Wait,
                        leg.Leg, unrecorded[i],
                        "It was placed before the store was lost: same instrument, side and purpose.");
                }
            }
        }
    }

    private static decimal Distance(ExitLeg leg, OrderIntent order) =>
        Math.Abs((order.TriggerPrice ?? order.Price ?? 0m) - (leg.TriggerPrice ?? 0m));

    private void WithdrawOrphans()
    {
        foreach (OrderSnapshot orphan in _orders.Orphans)
        {
            _decisions.Add(_situation.Venue.SubmitGuarantee == SubmitGuarantee.Neither && ExitOrders.IsUnknown(orphan)
                ? Lost(null, orphan)
                : Withdraw(orphan, ExitCancelReason.Orphan,
                    "It belongs to a life of the position that ended, or to a leg that is not planned any more."));
        }
    }

    private void Judge(ExitLegWork leg)
    {
        OrderSnapshot[] live = [.. leg.Live];
        if (Array.Find(live, ExitOrders.IsUnknown) is { } unknown)
        {
            _decisions.Add(_situation.Venue.SubmitGuarantee == SubmitGuarantee.Neither
                ? Lost(leg.Leg, unknown)
                : Waiting(leg, unknown,
                    $"Exit {unknown.Intent.Id} is {unknown.Status}: what became of it must be known "
                    + "before another is placed."));
        }
        else if (Array.Find(live, static o => !ExitOrders.IsWorking(o) || o.Status == OrderStatus.PendingUpdate)
            is { } pending)
        {
            _decisions.Add(Waiting(leg, pending, $"A request for exit {pending.Intent.Id} is under way."));
        }
        else if (live.Length > 0)
        {
            JudgeWorking(leg, live);
        }
        else
        {
            JudgeMissing(leg);
        }
    }

    private void JudgeWorking(ExitLegWork leg, OrderSnapshot[] live)
    {
        OrderSnapshot best = Array.Find(live, o => _intents.Difference(leg, o, PartnerOf(leg)) is null) ?? live[0];
        foreach (OrderSnapshot surplus in live.Where(o => !ReferenceEquals(o, best)))
        {
            _decisions.Add(surplus.IsExternal ? Foreign(leg, surplus)
                : Withdraw(surplus, ExitCancelReason.Surplus, "Its leg has another order that works.", leg.Leg));
        }

        ExitCancelReason? difference = _intents.Difference(leg, best, PartnerOf(leg));
        if (difference is null)
        {
            Decide(ExitDecisionKind.Keep, leg.Leg, best, "It is what the leg wants.");
        }
        else if (IsExecuting(best))
        {
            Decide(ExitDecisionKind.Keep, leg.Leg, best, "It is being executed.");
        }
        else if (best.IsExternal)
        {
            _decisions.Add(Foreign(leg, best));
        }
        else if (leg.Outstanding == 0m)
        {
            _decisions.Add(Withdraw(best, ExitCancelReason.Surplus, "Its leg has nothing left to close.", leg.Leg));
        }
        else
        {
            Replace(leg, best, difference.Value);
        }
    }

    /// <summary>An order that is not quite right is better than none: it goes only when another can follow.</summary>
    private void Replace(ExitLegWork leg, OrderSnapshot order, ExitCancelReason difference)
    {
        ExitDecision next = _intents.Place(leg);
        if (next.Kind == ExitDecisionKind.Place)
        {
            _decisions.Add(Withdraw(order, difference, difference == ExitCancelReason.WrongSize
                ? $"It closes {Explain.Number(order.Remaining)}, its leg {Explain.Number(leg.Outstanding)}."
                : "Its price is not the one its leg has now.", leg.Leg));
            return;
        }

        Decide(ExitDecisionKind.Keep, leg.Leg, order, "It is not what its leg wants, and nothing can replace it.");
        _decisions.Add(next);
    }

    private void JudgeMissing(ExitLegWork leg)
    {
        if (leg.Outstanding == 0m)
        {
            if (leg.Adopted.Count == 0)
            {
                _decisions.Add(Nothing(leg));
            }

            return;
        }

        if (Standing(leg) is { } foreign)
        {
            _used.Add(foreign);
            Decide(ExitDecisionKind.Keep, leg.Leg, foreign, "Somebody else placed it, and it does what the leg wants.");
            return;
        }

        if (_orders.Unrecorded.FirstOrDefault(o =>
            ExitPurpose.Of(o.Intent, _situation.Mark) == ExitLegKind.Unknown) is { } unproven)
        {
            Decide(ExitDecisionKind.Unresolved, leg.Leg, unproven,
                $"Exit {unproven.Intent.Id} works and is not in the journal, and its terms do not prove what it is "
                    + "for: nothing is placed beside it.", Severity.Critical);
            return;
        }

        _decisions.Add(_intents.Place(leg));
    }

    private ExitDecision Nothing(ExitLegWork leg)
    {
        bool isDone = leg.Executed > 0m;
        bool isTaken = Array.Exists(_legs, l => l.IsLoss == leg.IsLoss && l.Needed > 0m);
        return new ExitDecision
        {
            Kind = isDone || isTaken ? ExitDecisionKind.Omit : ExitDecisionKind.Unresolved,
            Leg = leg.Leg,
            Severity = isDone || isTaken ? Severity.Info : Severity.Warning,
            Why = isDone ? "It was executed."
                : isTaken ? "Its part is less than the smallest quantity; another leg has taken it."
                : $"Its part of {Explain.Number(_situation.Closable!.Value)} is less than the smallest quantity, "
                    + $"{Explain.Number(_situation.Instrument.QuantityIncrement)}.",
        };
    }

    /// <summary>An order of somebody else that does all a leg wants; it stands for one leg only.</summary>
    private OrderSnapshot? Standing(ExitLegWork leg) => _orders.Foreign.FirstOrDefault(o =>
    {
        bool isShared = o.Intent.Strategy == StrategyId.External;
        decimal covered = o.Remaining - (isShared ? _situation.OthersQuantity : 0m);
        return !_used.Contains(o) && ExitOrders.IsWorking(o)
            && ExitPurpose.Of(o.Intent, _situation.Mark) == leg.Leg.Kind
            && (ExitOrders.IsWhole(o) || covered >= leg.Outstanding)
            && (leg.Leg.TriggerPrice is not { } wanted || ExitPrices.IsNear(
                o.Intent.TriggerPrice ?? o.Intent.Price, wanted, wanted * _situation.Rules.ForeignPriceTolerance));
    });

    private ExitLegWork? PartnerOf(ExitLegWork leg) =>
        _situation.Plan.IsOneCancelsOther && _situation.Venue.SupportsOneCancelsOther
            ? Array.Find(_legs, l => !ReferenceEquals(l, leg))
            : null;

    private static bool IsExecuting(OrderSnapshot order) => order.Intent.Type == OrderType.Market
        || (order.Status == OrderStatus.Triggered
            && order.Intent.Type is OrderType.StopMarket or OrderType.TrailingStopMarket or OrderType.TakeProfitMarket);

    private static ExitDecision Foreign(ExitLegWork leg, OrderSnapshot order) => new()
    {
        Kind = ExitDecisionKind.Keep, Leg = leg.Leg, Order = order, Severity = Severity.Warning,
        Why = "It is not quite what the leg wants; the journal does not hold its intent, so it is left alone.",
    };

    private static ExitDecision Waiting(ExitLegWork leg, OrderSnapshot order, string why) => new()
    {
        Kind = ExitDecisionKind.Wait, Leg = leg.Leg, Order = order, Why = why,
    };

    private static ExitDecision Lost(ExitLeg? leg, OrderSnapshot order) => new()
    {
        Kind = ExitDecisionKind.Unresolved, Leg = leg, Order = order, Severity = Severity.Critical,
        Why = $"Exit {order.Intent.Id} is {order.Status}, and this venue can neither be asked for it nor tells the "
            + "same order twice from two: a person must see whether it works.",
    };

    private void Decide(
        ExitDecisionKind kind, ExitLeg? leg, OrderSnapshot? order, string why, Severity severity = Severity.Info) =>
        _decisions.Add(new ExitDecision { Kind = kind, Leg = leg, Order = order, Why = why, Severity = severity });
}

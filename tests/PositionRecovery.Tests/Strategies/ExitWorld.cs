namespace PositionRecovery.Tests.Strategies;

/// <summary>A venue, the books of an engine that may lag behind it or crash, and a person who interferes. What the
/// planner decides is carried out here, rightly or not; the venue's own ledger is the judge.</summary>
internal sealed class ExitWorld
{
    private readonly Queue<int> _script;
    private readonly ExitScene _scene;
    private readonly Dictionary<ClientOrderId, OrderSnapshot> _books = [];
    private readonly Dictionary<ClientOrderId, VenueSide> _venue = [];
    private readonly Dictionary<ClientOrderId, (EpochId Epoch, string Leg)> _tags = [];
    private readonly bool _isLong;
    private readonly int _shape;
    private decimal _held;
    private int _life;
    private int _prices;
    private int _manual;

    internal ExitWorld(IEnumerable<int> script)
    {
        _script = new Queue<int>(script);
        _isLong = Next(2) == 0;
        _shape = Next(5);
        bool isSpot = Next(3) == 0;
        var rules = new ExitRules { MaxRefusals = 1_000, MaxAttempts = 1_000, LongestWait = TimeSpan.Zero };
        _scene = new ExitScene { Rules = rules };
        _scene.Venue = _scene.Venue with { SupportsReduceOnly = !isSpot, SupportsOneCancelsOther = Next(2) == 0 };
        Grow(10m);
    }

    private decimal Signed => _isLong ? _held : -_held;

    private EpochId Epoch => new($"EP-{_life}");

    internal void Run()
    {
        while (_script.Count > 0)
        {
            Step(Next(16));
            CheckLedger();
        }
    }

    /// <summary>Faults stop, the market stands still, nobody interferes.</summary>
    internal void MustConverge()
    {
        WithdrawManual();
        for (int round = 0; round < 12; round++)
        {
            Arrive();
            Report(static _ => true);
            foreach (ExitDecision decision in Propose().Decisions)
            {
                Carry(decision, isFaulty: false);
            }

            CheckLedger();
        }

        ExitProposal last = Propose();
        string said = string.Join("; ", last.Decisions.Select(ExitScene.Words));
        Assert.True(last.IsSettled, said);
        Assert.Equal(said, string.Join("; ", Propose().Decisions.Select(ExitScene.Words)));
        Assert.True(
            last.Protection.State is ProtectionState.Protected or ProtectionState.Flat or ProtectionState.ByChoice,
            last.Protection + said);
        Assert.True(last.Decisions.All(d => d.Kind != ExitDecisionKind.Unresolved),
            string.Join(' ', last.Decisions.Select(d => d.Why)) + said);
        CheckLegs(said);
    }

    private void Step(int what)
    {
        switch (what)
        {
            case <= 5:
                CarryOut();
                break;
            case 6 or 7:
                Report(_ => Next(2) == 0);
                break;
            case 8 or 9:
                Execute();
                break;
            case 10:
                Grow(1m + Next(9));
                break;
            case 11:
                Shrink(Next(3) == 0 ? _held : Math.Min(_held, 1m + Next(5)));
                break;
            case 12:
                _prices = Next(3);
                break;
            case 13:
                CancelByHand();
                break;
            case 14:
                PlaceByHand();
                break;
            default:
                Arrive();
                break;
        }
    }

    private ExitProposal Propose()
    {
        _scene.Quantity = Signed;
        _scene.Closable = _held;
        _scene.Epoch = Epoch;
        _scene.Plan = PlanNow();
        _scene.Orders.Clear();
        _scene.Orders.AddRange(_books.Values);
        return _scene.Propose();
    }

    private ExitPlan PlanNow()
    {
        if (_held == 0m)
        {
            return ExitPlan.None;
        }

        decimal sign = _isLong ? 1m : -1m;
        ExitLeg stop = ExitLeg.Stop("sl", 100m - (sign * (10m + (3m * _prices))));
        ExitLeg target = ExitLeg.TakeProfit("tp", 100m + (sign * 10m));
        return _shape switch
        {
            0 => ExitPlan.Of(stop),
            1 => ExitPlan.Of(stop, target),
            2 => ExitPlan.OneCancelsOther(stop, target),
            3 => ExitPlan.Of(ExitLeg.Trailing("trail", 5m), target),
            _ => ExitPlan.Of(
                stop with { Share = 0.5m },
                ExitLeg.Stop("sl2", 100m - (sign * 20m)) with { Share = 0.5m },
                target with { Share = 0.5m },
                ExitLeg.TakeProfit("tp2", 100m + (sign * 20m)) with { Share = 0.5m }),
        };
    }

    private void CarryOut()
    {
        List<ExitDecision> decisions = [.. Propose().Decisions];
        while (decisions.Count > 0 && Next(8) > 0) // it may crash between any two
        {
            int index = Next(decisions.Count);
            Carry(decisions[index], isFaulty: true);
            decisions.RemoveAt(index);
        }
    }

    private void Carry(ExitDecision decision, bool isFaulty)
    {
        if (decision.Kind == ExitDecisionKind.Place)
        {
            Place(decision, isFaulty ? Next(8) : 0);
        }
        else if (decision.Kind == ExitDecisionKind.Cancel)
        {
            Cancel(decision.Order!, isFaulty ? Next(5) : 0);
        }
    }

    private void Place(ExitDecision decision, int outcome)
    {
        ExitDecision[] both = decision.Partner is { } partner ? [decision, partner] : [decision];
        CheckRoom(both);
        foreach (ExitDecision one in both)
        {
            OrderIntent intent = one.Intent!;
            Assert.False(_tags.ContainsKey(intent.Id), $"The id {intent.Id} was used before.");
            _tags.Add(intent.Id, (Epoch, one.Leg!.Name));
            OrderSnapshot order = ExitScene.Of(intent, OrderStatus.Intended);
            _books[intent.Id] = outcome switch
            {
                0 or 1 => order with { Status = OrderStatus.Accepted },
                6 => order with { Status = OrderStatus.Rejected },
                7 => order with { Status = OrderStatus.Denied },
                2 => order,
                _ => order with { Status = OrderStatus.Submitted },
            };
            if (outcome is 0 or 1 or 3 or 5)
            {
                _venue[intent.Id] = new VenueSide(intent)
                {
                    IsLive = outcome != 5, IsUnderWay = outcome == 5,
                    Partner = both.Length == 2 ? both.Single(o => o != one).Intent!.Id : null,
                };
            }
        }
    }

    private void Cancel(OrderSnapshot order, int outcome)
    {
        Assert.True(_tags.ContainsKey(order.Intent.Id), "An order that is not ours was canceled.");
        Change(order.Intent.Id, o => o with { Status = OrderStatus.PendingCancel, PriorStatus = o.Status });
        if (outcome is not (1 or 2) && _venue.TryGetValue(order.Intent.Id, out VenueSide? there) && there.IsLive)
        {
            End(there);
        }

        if (outcome is 0)
        {
            Change(order.Intent.Id, o => o with { Status = OrderStatus.Canceled });
        }
    }

    /// <summary>The books learn what the venue knows of some orders.</summary>
    private void Report(Func<OrderSnapshot, bool> which)
    {
        foreach (OrderSnapshot order in _books.Values.Where(o => !o.IsTerminal).Where(which).ToArray())
        {
            VenueSide? there = _venue.GetValueOrDefault(order.Intent.Id);
            if (there is { IsUnderWay: true })
            {
                continue; // neither there nor provably absent
            }

            _books[order.Intent.Id] = there switch
            {
                null => order with { Status = OrderStatus.Rejected, IsInferredTerminal = true },
                { IsLive: false } => order with { Status = OrderStatus.Canceled },
                _ => order with
                {
                    Status = order.Filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
                    PriorStatus = null,
                },
            };
        }
    }

    private void Arrive()
    {
        foreach (VenueSide there in _venue.Values.Where(v => v.IsUnderWay))
        {
            (there.IsUnderWay, there.IsLive) = (false, true);
        }
    }

    private void Execute()
    {
        VenueSide[] live = [.. _venue.Values.Where(v => v.IsLive)];
        if (live.Length == 0 || _held == 0m)
        {
            return;
        }

        VenueSide there = live[Next(live.Length)];
        decimal quantity = Math.Min(Math.Min(there.Left, _held), 1m + Next(12));
        there.Left -= quantity;
        Change(there.Intent.Id, o => o with
        {
            Filled = o.Filled + quantity,
            Status = o.Filled + quantity >= o.Intent.Quantity ? OrderStatus.Filled
                : o.Status is OrderStatus.PendingCancel ? o.Status : OrderStatus.PartiallyFilled,
        });
        if (there.Left == 0m)
        {
            End(there);
        }

        Shrink(quantity);
    }

    private void End(VenueSide there)
    {
        there.IsLive = false;
        if (there.Partner is { } partner && _venue.TryGetValue(partner, out VenueSide? other))
        {
            other.IsLive = false;
        }
    }

    private void Grow(decimal quantity)
    {
        _life += _held == 0m ? 1 : 0;
        _held += quantity;
    }

    private void Shrink(decimal quantity)
    {
        _held -= quantity;
        if (_held == 0m && !_scene.Venue.SupportsReduceOnly)
        {
            foreach (VenueSide there in _venue.Values.Where(v => v.IsLive).ToArray())
            {
                End(there); // nothing is left that they could sell
            }
        }
    }

    private void CancelByHand()
    {
        VenueSide[] live = [.. _venue.Values.Where(v => v.IsLive)];
        if (live.Length > 0)
        {
            End(live[Next(live.Length)]);
        }
    }

    private void PlaceByHand()
    {
        if (_held == 0m)
        {
            return;
        }

        OrderSnapshot order = ExitScene.Foreign(
            $"manual-{++_manual}", OrderType.StopMarket, _held, _isLong ? 90m : 110m,
            isReduceOnly: _scene.Venue.SupportsReduceOnly);
        _books[order.Intent.Id] = order with
        {
            Intent = order.Intent with { Side = _isLong ? OrderSide.Sell : OrderSide.Buy },
        };
    }

    private void WithdrawManual()
    {
        foreach (OrderSnapshot order in _books.Values.Where(o => o.IsExternal).ToArray())
        {
            _books[order.Intent.Id] = order with { Status = OrderStatus.Canceled };
        }
    }

    private void Change(ClientOrderId id, Func<OrderSnapshot, OrderSnapshot> change) => _books[id] = change(_books[id]);

    /// <summary>Never more than one order of a leg of one life works, or may.</summary>
    private void CheckLedger()
    {
        foreach (var leg in _venue.Values.Where(v => v.IsLive || v.IsUnderWay).GroupBy(v => _tags[v.Intent.Id]))
        {
            Assert.True(leg.Count() == 1, $"{leg.Key} has {leg.Count()} orders.");
        }
    }

    private void CheckRoom(ExitDecision[] placed)
    {
        decimal quantity = placed.Max(d => d.Intent!.Quantity);
        Assert.True(quantity <= _held, $"{quantity} would be placed for a position of {_held}.");
        if (!_scene.Venue.SupportsReduceOnly)
        {
            decimal working = _venue.Values.Where(v => v.IsLive || v.IsUnderWay)
                .GroupBy(v => string.CompareOrdinal(v.Intent.Id.Value, v.Partner?.Value ?? "") < 0
                    ? v.Intent.Id : v.Partner ?? v.Intent.Id)
                .Sum(g => g.Max(v => v.Left));
            Assert.True(working + quantity <= _held, $"{working} works, {quantity} is added, there is {_held}.");
        }
    }

    private void CheckLegs(string said)
    {
        ILookup<(EpochId, string), VenueSide> live = _venue.Values.Where(v => v.IsLive).ToLookup(v => _tags[v.Intent.Id]);
        Assert.True(live.All(l => l.Key.Item1 == Epoch), "An orphan works: " + said);
        if (_held == 0m)
        {
            Assert.Empty(live);
            return;
        }

        ExitLeg[] stops = [.. PlanNow().Legs.Where(l => l.Kind != ExitLegKind.TakeProfit)];
        decimal covered = stops.Sum(l => live[(Epoch, l.Name)].Sum(v => v.Left));
        Assert.True(covered == _held || IsLinked(live), $"Stops cover {covered} of {_held}: {said}");
        decimal targets = live.Where(l => stops.All(s => s.Name != l.Key.Item2)).Sum(l => l.Sum(v => v.Left));
        Assert.True(targets <= _held || IsLinked(live), $"Targets close {targets} of {_held}: {said}");
    }

    /// <summary>Of linked orders the venue shrinks one when the other is executed in part; it is not told here.</summary>
    private static bool IsLinked(IEnumerable<IGrouping<(EpochId, string), VenueSide>> live) =>
        live.Any(l => l.Any(v => v.Partner is not null));

    private int Next(int below) => _script.TryDequeue(out int value) ? value % below : 0;

    private sealed class VenueSide(OrderIntent intent)
    {
        internal OrderIntent Intent { get; } = intent;

        internal decimal Left { get; set; } = intent.Quantity;

        internal bool IsLive { get; set; }

        /// <summary>The request was sent and arrives later.</summary>
        internal bool IsUnderWay { get; set; }

        internal ClientOrderId? Partner { get; init; }
    }
}

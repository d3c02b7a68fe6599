using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>Makes steps happen. A step that makes no sense at its moment does nothing, so that histories can be
/// shortened.</summary>
internal sealed class StepPlayer(World world, IReadOnlyList<int?> deaths)
{
    private int _orders;
    private int? _killAt;
    private int _started;

    internal async Task PlayAsync(Step step)
    {
        await world.Pump.ElapseAsync(step.After);
        world.Bury();
        world.Log.Note($"step {step.Kind}");
        InstrumentId instrument = World.Instruments[step.Instrument].Id;
        switch (step.Kind)
        {
            case StepKind.Trade:
                _ = world.Newest?.TradeAsync(NewOrder(step));
                break;
            case StepKind.CancelEntry:
                _ = world.Newest?.CancelAsync(step.Nth);
                break;
            case StepKind.Reconcile:
                _ = world.Newest is { Coordinator.Phase: RecoveryPhase.Ready } ready
                    ? ready.Coordinator.ReconcileAsync(ReconcileScope.Everything, CancellationToken.None)
                    : null;
                break;
            case StepKind.Price:
                world.Venue.SetPrice(
                    instrument, Rounded(world.Venue.PriceOf(instrument)!.Value * (1m + step.Distance), 0.1m));
                break;
            case StepKind.FillPart:
                FillPart(step);
                break;
            case StepKind.Manual:
                Manual(step, instrument);
                break;
            case StepKind.CancelManually when Working().ElementAtOrDefault(step.Nth) is { ClientOrder: { } id }:
                world.Venue.CancelManually(id);
                break;
            case StepKind.Expire when Working().ElementAtOrDefault(step.Nth) is { ClientOrder: { } id }:
                world.Venue.Expire(id);
                break;
            case StepKind.Liquidate when PositionIn(instrument) is { } position:
                world.Watch.Touched.Add(instrument);
                world.Venue.Liquidate(position);
                break;
            case StepKind.Deleverage when PositionIn(instrument) is { } position:
                world.Watch.Touched.Add(instrument);
                world.Venue.Deleverage(position, step.Quantity);
                break;
            case StepKind.Split:
                world.Watch.Touched.Add(instrument);
                world.Watch.IsSplit = true;
                world.Venue.Split(instrument, 2m);
                break;
            case StepKind.Fund:
                Fund(instrument, step.Distance);
                break;
            case StepKind.Transfer:
                world.Venue.Transfer(World.Account, World.Usdt, 100m * step.Quantity);
                break;
            default:
                await TroubleAsync(step);
                break;
        }
    }

    private async Task TroubleAsync(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.VenueFault:
                // A venue that tells the same lie again and again cannot be seen through.
                world.Plant(new VenueFault
                {
                    Kind = step.Fault, Call = step.Call, Nth = step.Nth, Time = step.Time,
                    Times = step.Fault == VenueFaultKind.Withhold ? 1 : step.Times,
                });
                break;
            case StepKind.ArriveVeryLate when world.Options.IsVenueLate:
                world.Plant(new VenueFault
                {
                    Kind = VenueFaultKind.AcceptLate, Call = VenueCallKind.Submit, Time = TimeSpan.FromMinutes(4),
                });
                break;
            case StepKind.HideFills:
                world.Hide(VenueCallKind.Fills, step.Time * 10);
                break;
            case StepKind.HideHistory:
                world.Hide(VenueCallKind.Fills, step.Time * 10);
                world.Hide(VenueCallKind.OrderHistory, step.Time * 10);
                world.Hide(VenueCallKind.Order, step.Time * 10);
                break;
            case StepKind.Outage:
                world.BeginOutage();
                world.Pump.Clock.CreateTimer(_ => world.EndOutages(), null, step.Time, Timeout.InfiniteTimeSpan);
                break;
            case StepKind.StoreFault:
                world.Plant(new StoreFault
                {
                    Kind = step.StoreFault, Call = step.StoreCall, Times = step.Times, Delay = step.Time,
                    Nth = world.FaultyStore.CountOf(step.StoreCall) + step.Nth,
                });
                break;
            case StepKind.HookThrows:
                world.Hooks.ThrowIn(step.Nth);
                break;
            case StepKind.HookHangs:
                world.Hooks.HangIn(step.Nth);
                break;
            case StepKind.LoseStream:
                world.Newest?.Stream.Lose();
                break;
            case StepKind.FindStream:
                world.Newest?.Stream.Find();
                break;
            case StepKind.TangleStream:
                world.Newest?.Stream.Tangle(step.Nth * 3);
                break;
            case StepKind.ReplayStream:
                foreach (FillReport fill in world.Venue.FillsOf(World.Account).TakeLast(5))
                {
                    world.Newest?.Stream.Tell(fill);
                }

                break;
            case StepKind.Kill:
                world.Newest?.Kill();
                break;
            case StepKind.KillAt:
                _killAt = step.Nth;
                break;
            case StepKind.Stop:
                await StopAsync();
                break;
            case StepKind.Start when world.Newest is null:
                StartNext();
                break;
            case StepKind.TakeOver:
                StartNext();
                break;
            case StepKind.LoseTail when world.Newest is null && world.Options.HasAnchor:
                world.LoseTail(step.Nth);
                break;
            case StepKind.Rot when world.Newest is null:
                world.Log.Note($"rot {world.Store.Rot(new Dice((ulong)step.Quantity))}");
                break;
            case StepKind.SetClock:
                world.StepClock(step.Time);
                break;
            default:
                break;
        }

        // Without a process nothing can happen; most of the time there is one.
        if (step.Kind == StepKind.KillAt && world.Newest is null)
        {
            StartNext();
        }
    }

    internal void StartNext()
    {
        world.NewProcess(_killAt ?? (_started < deaths.Count ? deaths[_started] : null));
        _started++;
        _killAt = null;
    }

    private async Task StopAsync()
    {
        if (world.Newest is { } process)
        {
            await world.Pump.UntilAsync(process.StopAsync(), TimeSpan.FromMinutes(1));
            if (world.Processes.Contains(process))
            {
                process.Kill();
            }
        }
    }

    private OrderIntent NewOrder(Step step)
    {
        InstrumentDefinition instrument = World.Instruments[step.Instrument];
        decimal price = world.Venue.PriceOf(instrument.Id)!.Value;
        decimal away = step.Side == OrderSide.Buy ? -step.Distance : step.Distance;
        return new OrderIntent
        {
            Id = new(FormattableString.Invariant($"e-{++_orders}")),
            Strategy = Process.NameOf(step.Strategy % world.Options.Strategies),
            Account = World.Account,
            Instrument = instrument.Id,
            Side = step.Side,
            Type = step.Distance == 0m ? OrderType.Market : OrderType.Limit,
            Quantity = step.Quantity,
            Price = step.Distance == 0m ? null : Rounded(price * (1m + away), instrument.PriceIncrement),
            PositionSide = world.Options.Mode != PositionMode.Hedging ? PositionSide.Net
                : step.Side == OrderSide.Buy ? PositionSide.Long : PositionSide.Short,
        };
    }

    private void FillPart(Step step)
    {
        if (Working().Where(static o => o.ClientOrder is { } id && !LiveWatch.IsExit(id))
            .ElementAtOrDefault(step.Nth - 1) is { ClientOrder: { } id, Quantity: { } quantity } order
            && quantity - (order.Filled ?? 0m) > 1m)
        {
            world.Venue.FillPartly(id, 1m);
        }
    }

    /// <summary>Whoever lives is told of a payment, twice, when the stream is there; else it is found listed.</summary>
    private void Fund(InstrumentId instrument, decimal rate)
    {
        int known = world.Venue.CashFlowsOf(World.Account).Count;
        world.Venue.Fund(instrument, rate);
        if (world.Newest is not { Stream.IsLost: false } there)
        {
            return;
        }

        foreach (CashFlowReport flow in world.Venue.CashFlowsOf(World.Account).Skip(known))
        {
            var happened = new CashFlowRecordedEvent
            {
                At = flow.At, Account = flow.Account, Id = flow.Id, FlowKind = flow.FlowKind, Asset = flow.Asset,
                Amount = flow.Amount, Instrument = flow.Instrument,
            };
            _ = there.RecordAsync(happened);
            _ = there.RecordAsync(happened);
        }
    }

    private void Manual(Step step, InstrumentId instrument)
    {
        world.Watch.Touched.Add(instrument);
        if (step.Distance == 0m)
        {
            world.Venue.PlaceManually(World.Account, instrument, step.Side, step.Quantity);
            return;
        }

        world.Venue.PlaceManually(NewOrder(step) with
        {
            Id = new(FormattableString.Invariant($"{World.HandPrefix}{_orders}")),
            Strategy = StrategyId.External,
        });
    }

    private IEnumerable<OrderReport> Working() => world.Venue.OpenOrdersOf(World.Account);

    private BookKey? PositionIn(InstrumentId instrument) => world.Venue.PositionsOf(World.Account)
        .Where(p => p.Instrument == instrument && p.Quantity != 0m).Select(static p => (BookKey?)p.Key).FirstOrDefault();

    private static decimal Rounded(decimal price, decimal increment) =>
        Math.Max(1m, Math.Round(price / increment, MidpointRounding.ToEven) * increment);
}

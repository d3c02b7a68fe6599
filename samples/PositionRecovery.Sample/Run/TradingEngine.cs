using System.Globalization;

namespace PositionRecovery.Sample;

/// <summary>A small trading engine around a recovery: it asks leave for each order, sends it, and records what the
/// exchange tells. Everything else is the library's.</summary>
internal sealed class TradingEngine(
    RecoveryCoordinator recovery,
    AverageStrategy strategy,
    IReadOnlyList<Listing> listings,
    VenuePorts venue,
    IVenueFeed feed,
    TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly string _run = clock.GetUtcNow().ToString("yyMMddHHmmssfff", CultureInfo.InvariantCulture);
    private int _orders;

    /// <summary>Told what the engine does, in plain words.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Trades until stopped. The recovery is done before, and the orderly stop is the caller's.</summary>
    /// <exception cref="VenueException">The exchange is gone.</exception>
    public async Task TradeAsync(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task following = FollowAsync(either.Token);
        Task ticking = TickAsync(either.Token);
        await Task.WhenAny(following, ticking);
        await either.CancelAsync();
        foreach (Task part in (Task[])[following, ticking])
        {
            try
            {
                await part;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // The other one ended, or the caller stops.
            }
            catch (InvalidOperationException) when (recovery.Phase == RecoveryPhase.Stopped)
            {
                // A signal stopped the recovery: there is nothing left to record in.
            }
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        await foreach (VenueReport report in feed.FollowAsync(stopping))
        {
            await HearAsync(report, stopping);
        }

        stopping.ThrowIfCancellationRequested();
        throw new VenueException("The exchange closed the line.", isTransient: true);
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        // What happened before the stream was open is found by comparing.
        await recovery.ReconcileAsync(ReconcileScope.Everything, stopping);
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            VenueAnswer answer = await venue.Reports.QueryAsync(new MarksQuery { Account = SampleExchange.Account }, stopping);
            Dictionary<InstrumentId, decimal> prices = answer.Reports.OfType<MarkReport>()
                .Where(static m => m.Mark is not null).ToDictionary(static m => m.Instrument, static m => m.Mark!.Value);
            foreach (Listing listing in listings)
            {
                if (prices.TryGetValue(listing.Id, out decimal price))
                {
                    await LookAsync(listing, price, stopping);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task LookAsync(Listing listing, decimal price, CancellationToken stopping)
    {
        var key = new PositionKey(AverageStrategy.Name, SampleExchange.Account, listing.Id, PositionSide.Net);
        PositionSnapshot? position = recovery.State.FindPosition(key);
        OrderSnapshot[] open = [.. recovery.State.Snapshot().Orders.Where(o => !o.IsTerminal && o.Intent.Position == key)];
        OrderSnapshot[] entries = [.. open.Where(static o => o.Intent.Action == OrderAction.Enter)];
        if ((position?.Quantity ?? 0m) == 0m)
        {
            foreach (OrderSnapshot rest in entries.Where(static o => o.Status == OrderStatus.Accepted))
            {
                await venue.Orders!.CancelAsync(rest, stopping);
            }
        }
        else if (open.Count(static o => o.Intent.Action == OrderAction.Exit) < 2)
        {
            return; // Nothing is added to what is not protected.
        }

        if (entries.Length == 0 && strategy.Decide(listing, price, position) is { } wish)
        {
            await SendAsync(listing, wish, stopping);
        }
    }

    private async Task SendAsync(Listing listing, Wish wish, CancellationToken stopping)
    {
        var order = new OrderIntent
        {
            Id = new(string.Create(CultureInfo.InvariantCulture, $"avg-{_run}-{++_orders}")),
            Strategy = AverageStrategy.Name,
            Account = SampleExchange.Account,
            Instrument = listing.Id,
            Side = wish.Side,
            Type = wish.Limit is null ? OrderType.Market : OrderType.Limit,
            Quantity = wish.Quantity,
            Price = wish.Limit,
            TimeInForce = wish.Limit is null ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTilCanceled,
        };
        IntentResult permit = await recovery.State.IntendAsync(order, stopping);
        if (!permit.IsGranted)
        {
            Told?.Invoke($"{listing.Symbol}: no order: {permit.Decision.Explanation}");
            return;
        }

        string at = wish.Limit is { } limit ? $"at {Words.Of(limit)}" : "at the market";
        Told?.Invoke($"{listing.Symbol}: {Words.Of(wish.Side)} {Words.Of(wish.Quantity)} {at}");
        SubmitResult sent = await venue.Orders!.SubmitAsync(
            new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, stopping);
        if (sent.Status != SubmitStatus.Accepted)
        {
            Told?.Invoke($"{listing.Symbol}: {Words.Of(sent.Status)}: {sent.Reason}");
        }

        DateTimeOffset now = clock.GetUtcNow();
        ExecutionEvent happened = sent.Status switch
        {
            SubmitStatus.Accepted => new OrderAcceptedEvent { At = now, Order = order.Id, VenueOrder = sent.VenueOrder },
            SubmitStatus.Unknown => new OrderSubmittedEvent { At = now, Order = order.Id },
            _ => new OrderRejectedEvent { At = now, Order = order.Id, Reason = sent.Reason },
        };
        await recovery.State.RecordAsync(happened, stopping);
    }

    private async Task HearAsync(VenueReport report, CancellationToken stopping)
    {
        switch (report)
        {
            case FillReport fill when IdOf(fill) is { } id:
                Told?.Invoke($"{Name(fill.Instrument)}: {Words.Of(fill.Side)} {Words.Of(fill.Quantity)} done at "
                    + Words.Of(fill.Price));
                await recovery.State.RecordAsync(Event(fill, id), stopping);
                await AgreeAsync(fill.Instrument, stopping);
                break;
            case FillReport fill:
                await AgreeAsync(fill.Instrument, stopping);
                break;
            case OrderReport { ClientOrder: { } id, Status: OrderStatus.Canceled } gone
                when recovery.State.FindOrder(id) is not null:
                await recovery.State.RecordAsync(
                    new OrderCanceledEvent { At = gone.UpdatedAt ?? clock.GetUtcNow(), Order = id, Reason = gone.Reason },
                    stopping);
                break;
        }
    }

    /// <summary>Compares one instrument with the exchange, and looks after its exits.</summary>
    private async Task AgreeAsync(InstrumentId instrument, CancellationToken stopping)
    {
        RecoveryReport report = await recovery.ReconcileAsync(ReconcileScope.Of(SampleExchange.Account, instrument), stopping);
        if (report.Outcome != RecoveryOutcome.Ready)
        {
            Told?.Invoke($"{Name(instrument)}: {report.Summary}");
        }

        foreach (ExitReport exit in report.Exits.Where(static e => e.IsPlaced))
        {
            Told?.Invoke($"{Name(exit.Key.Instrument)}: {exit.Leg} placed");
        }
    }

    /// <summary>The order of ours; many venues name only their own id with an execution.</summary>
    private ClientOrderId? IdOf(FillReport fill)
    {
        ClientOrderId? id = fill.ClientOrder ?? recovery.State.Snapshot().Orders
            .FirstOrDefault(o => o.VenueOrder is not null && o.VenueOrder == fill.VenueOrder)?.Intent.Id;
        return id is { } known && recovery.State.FindOrder(known) is not null ? known : null;
    }

    private static string Name(InstrumentId instrument) => instrument.Value.Split(':')[^1];

    private static OrderFilledEvent Event(FillReport fill, ClientOrderId order) => new()
    {
        At = fill.At,
        Fill = new FillSnapshot
        {
            Trade = fill.Trade, Order = order, Account = fill.Account, Instrument = fill.Instrument, Side = fill.Side,
            Quantity = fill.Quantity, Price = fill.Price, Fee = fill.Fee,
            FeeAsset = fill.FeeAsset, At = fill.At,
        },
    };
}

namespace PositionRecovery.Testing;

/// <summary>Orders on their way to the venue, judged by the venue's own ledger.</summary>
internal static class SubmitCases
{
    internal static async Task ArrivesAsItIs(VenueStage stage)
    {
        OrderIntent stop = stage.Intent("conf-stop", -2m, OrderType.StopMarket, trigger: 90m, reduces: Reduces(stage));
        OrderIntent limit = stage.Intent("conf-limit", 3m, price: 80m);
        foreach (OrderIntent order in new[] { stop, limit })
        {
            SubmitResult result = await stage.SendAsync(order).ConfigureAwait(false);
            Claim.Same(SubmitStatus.Accepted, result.Status, $"The outcome of {order.Id} ({result.Reason})");
            AcceptedOrder taken = stage.Fixture.AcceptedOrders.Single(o => o.Id == order.Id);
            Claim.Same(order.Side, taken.Intent.Side, "The side");
            Claim.Same(order.Type, taken.Intent.Type, "The type");
            Claim.Same(order.Quantity, taken.Intent.Quantity, "The quantity");
            Claim.Same(order.Price, taken.Intent.Price, "The price");
            Claim.Same(order.TriggerPrice, taken.Intent.TriggerPrice, "The trigger price");
            Claim.Same(order.IsReduceOnly, taken.Intent.IsReduceOnly, "Whether it is reduce-only");
            Claim.That(
                result.VenueOrder is null || result.VenueOrder == taken.VenueOrder, "The venue order id is another.");
        }
    }

    internal static async Task LongestIdArrives(VenueStage stage)
    {
        OrderIntent order = stage.Intent(
            "X-" + new string('0', stage.Profile.MaxClientIdLength - 2), 2m, price: 80m);
        SubmitResult result = await stage.SendAsync(order).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Accepted, result.Status, $"The outcome ({result.Reason})");
        Claim.Same(1, stage.Taken(order), "Orders taken under the longest client order id");
    }

    internal static async Task RefusalHasNoEffect(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-odd", 0.5m, price: 80m);
        SubmitResult result = await stage.SendAsync(order).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Rejected, result.Status, "The outcome of an order with a bad quantity");
        Claim.That(!string.IsNullOrEmpty(result.Reason), "It is not told why.");
        Claim.Same(0, stage.Taken(order), "Orders taken");
    }

    internal static async Task TriggerReachedIsTold(VenueStage stage)
    {
        OrderIntent stop = stage.Intent("conf-late", -2m, OrderType.StopMarket, trigger: 120m, reduces: Reduces(stage));
        SubmitResult result = await stage.SendAsync(stop).ConfigureAwait(false);
        Claim.Same(SubmitStatus.WouldTrigger, result.Status, "The outcome of a stop past its trigger");
        Claim.Same(0, stage.Taken(stop), "Orders taken");
    }

    internal static async Task LostAnswerIsUnknown(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-lost", 2m, price: 80m);
        await stage.InjectAsync(Submit(VenueFaultKind.TimeOutAfter)).ConfigureAwait(false);
        SubmitResult result = await stage.SendAsync(order).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Unknown, result.Status, "The outcome of an order whose answer was lost");
        Claim.Same(1, stage.Taken(order), "Orders taken: it must not be sent again by the gateway");
    }

    internal static async Task LostRequestIsUnknown(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-lost", 2m, price: 80m);
        await stage.InjectAsync(Submit(VenueFaultKind.TimeOutBefore)).ConfigureAwait(false);
        SubmitResult result = await stage.SendAsync(order).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Unknown, result.Status, "The outcome of an order that may have been lost");
        Claim.Same(0, stage.Taken(order), "Orders taken: it must not be sent again by the gateway");
    }

    internal static async Task LateOrderIsFound(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-slow", 2m, price: 80m);
        await stage.InjectAsync(Submit(VenueFaultKind.AcceptLate) with { Time = TimeSpan.FromSeconds(20) })
            .ConfigureAwait(false);
        SubmitResult result = await stage.SendAsync(order).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Unknown, result.Status, "The outcome of an order that is slow");
        if (stage.Profile.SubmitGuarantee == SubmitGuarantee.Neither)
        {
            return;
        }

        Claim.Same(0, (await FindAsync(stage, order).ConfigureAwait(false)).Count, "Orders found before it arrived");
        await stage.Fixture.AdvanceAsync(TimeSpan.FromSeconds(21), stage.Token).ConfigureAwait(false);
        Claim.Same(1, (await FindAsync(stage, order).ConfigureAwait(false)).Count, "Orders found after it arrived");
    }

    internal static async Task SameIdAgain(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-twice", 2m, price: 80m);
        await stage.SendAsync(order).ConfigureAwait(false);
        SubmitResult again = await stage.SendAsync(order).ConfigureAwait(false);
        switch (stage.Profile.SubmitGuarantee)
        {
            case SubmitGuarantee.Idempotent:
                Claim.Same(SubmitStatus.Accepted, again.Status, "The outcome of the same order again");
                Claim.Same(1, stage.Taken(order), "Orders taken of one id that was sent twice");
                break;
            case SubmitGuarantee.QueryableById:
                Claim.That(stage.Taken(order) >= 1, "The order is not in the venue's ledger.");
                Claim.Same(1, (await FindAsync(stage, order).ConfigureAwait(false)).Count, "Orders found by client id");
                break;
        }
    }

    internal static async Task NotAfterTheDeadline(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-stale", 2m, price: 80m);
        try
        {
            SubmitResult result = await stage.SendAsync(order, null, TimeSpan.FromSeconds(-1)).ConfigureAwait(false);
            Claim.That(
                result.Status is not (SubmitStatus.Accepted or SubmitStatus.Unknown),
                $"An order past its deadline was sent: {result.Status}.");
        }
        catch (VenueException)
        {
            // says that nothing was sent
        }

        Claim.Same(0, stage.Taken(order), "Orders taken past their deadline");
    }

    internal static async Task PairIsOneCall(VenueStage stage)
    {
        if (!stage.Profile.SupportsOneCancelsOther)
        {
            return;
        }

        OrderIntent stop = stage.Intent("conf-sl", -2m, OrderType.StopMarket, trigger: 90m, reduces: Reduces(stage));
        OrderIntent target = stage.Intent(
            "conf-tp", -2m, OrderType.TakeProfitMarket, trigger: 120m, reduces: Reduces(stage));
        SubmitResult result = await stage.SendAsync(stop, target).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Accepted, result.Status, $"The outcome of a pair ({result.Reason})");
        Claim.Same(1, stage.Taken(stop), "Stops taken");
        Claim.Same(1, stage.Taken(target), "Targets taken");
        await stage.CancelAsync(stop, result.VenueOrder).ConfigureAwait(false);
        IReadOnlyList<OrderReport> open = await stage.ReadAsync<OrderReport>(
            new OpenOrdersQuery { Account = stage.Account }).ConfigureAwait(false);
        Claim.Same(0, open.Count, "Orders that work after one of a pair was canceled");
    }

    internal static async Task CancelsWhatWorks(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-cancel", 2m, price: 80m);
        SubmitResult placed = await stage.SendAsync(order).ConfigureAwait(false);
        SubmitResult canceled = await stage.CancelAsync(order, placed.VenueOrder).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Accepted, canceled.Status, $"The outcome of a cancellation ({canceled.Reason})");
        IReadOnlyList<OrderReport> open = await stage.ReadAsync<OrderReport>(
            new OpenOrdersQuery { Account = stage.Account }).ConfigureAwait(false);
        Claim.That(
            open.All(static o => o.Status == OrderStatus.PendingCancel), "A canceled order works.");
    }

    internal static async Task RefusesToCancelWhatEnded(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-gone", 2m, price: 80m);
        SubmitResult placed = await stage.SendAsync(order).ConfigureAwait(false);
        await stage.CancelAsync(order, placed.VenueOrder).ConfigureAwait(false);
        SubmitResult again = await stage.CancelAsync(order, placed.VenueOrder).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Rejected, again.Status, "The outcome of canceling what does not work any more");
    }

    internal static async Task LostCancelIsUnknown(VenueStage stage)
    {
        OrderIntent order = stage.Intent("conf-lost", 2m, price: 80m);
        SubmitResult placed = await stage.SendAsync(order).ConfigureAwait(false);
        await stage.InjectAsync(new VenueFault
        {
            Kind = VenueFaultKind.TimeOutAfter, Call = VenueCallKind.Cancel, Times = null,
        }).ConfigureAwait(false);
        SubmitResult canceled = await stage.CancelAsync(order, placed.VenueOrder).ConfigureAwait(false);
        Claim.Same(SubmitStatus.Unknown, canceled.Status, "The outcome of a cancellation whose answer was lost");
    }

    /// <summary>Wraps a case of orders: it has a long position to protect, and holds where nothing is sent.</summary>
    internal static Func<VenueStage, Task> WithGateway(Func<VenueStage, Task> run) => async stage =>
    {
        if (stage.Fixture.Ports.Orders is not null)
        {
            await stage.ArrangeAsync(stage.Scene() with
            {
                Positions = stage.First.IsSpot ? [] : [stage.Position(5m)],
            }).ConfigureAwait(false);
            await run(stage).ConfigureAwait(false);
        }
    };

    private static bool Reduces(VenueStage stage) => stage.Profile.SupportsReduceOnly && !stage.First.IsSpot;

    private static VenueFault Submit(VenueFaultKind kind) =>
        new() { Kind = kind, Call = VenueCallKind.Submit, Times = null };

    private static Task<IReadOnlyList<OrderReport>> FindAsync(VenueStage stage, OrderIntent order) =>
        stage.ReadAsync<OrderReport>(new OrderQuery
        {
            Account = stage.Account, Instrument = order.Instrument, ClientOrder = order.Id,
        });
}

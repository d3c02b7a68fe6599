namespace PositionRecovery;

/// <summary>Sends and cancels single orders at one venue, within a time limit, and asks what became of them. What takes
/// too long or breaks has an unknown outcome.</summary>
/// <param name="state">Where outcomes are recorded.</param>
/// <param name="orders">The venue's order entry.</param>
/// <param name="ask">Asks the venue; gives a failed answer when it cannot.</param>
/// <param name="limit">How long sending one order may take.</param>
/// <param name="clock">The clock.</param>
internal sealed class OrderDesk(
    StateManager state,
    IOrderGateway orders,
    Func<VenueQuery, CancellationToken, ValueTask<VenueAnswer>> ask,
    TimeSpan limit,
    TimeProvider clock)
{
    /// <summary>Sends an order.</summary>
    /// <exception cref="VenueException">Nothing was sent.</exception>
    internal ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken) =>
        WithinAsync(t => orders.SubmitAsync(submission, t), cancellationToken);

    /// <summary>Cancels an order and makes sure that it ended.</summary>
    /// <returns>Why its end is not known; <c>null</c> when it is canceled, and recorded so.</returns>
    internal async Task<string?> CancelAsync(OrderSnapshot order, string reason, CancellationToken cancellationToken)
    {
        OrderIntent intent = order.Intent;
        await state.RecordAsync(
            new OrderPendingCancelEvent
            {
                At = clock.GetUtcNow(), Order = intent.Id, Account = intent.Account, Instrument = intent.Instrument,
            },
            cancellationToken).ConfigureAwait(false);
        SubmitResult result;
        try
        {
            result = await WithinAsync(t => orders.CancelAsync(order, t), cancellationToken).ConfigureAwait(false);
        }
        catch (VenueException unsent)
        {
            await state.RecordAsync(
                new OrderRevertedEvent
                {
                    At = clock.GetUtcNow(), Order = intent.Id, Account = intent.Account, Instrument = intent.Instrument,
                    Cause = "the cancellation was not sent",
                },
                cancellationToken).ConfigureAwait(false);
            return $"its cancellation was not sent: {unsent.Message}";
        }

        OrderReport? report = await FindAsync(intent, order.VenueOrder, cancellationToken).ConfigureAwait(false);
        if (report is not { Status: OrderStatus.Canceled or OrderStatus.Expired } || report.Filled > order.Filled)
        {
            return $"its cancellation is {result.Status}, and its end not known yet";
        }

        await state.RecordAsync(
            new OrderCanceledEvent
            {
                At = report.UpdatedAt ?? clock.GetUtcNow(), Order = intent.Id, Account = intent.Account,
                Instrument = intent.Instrument, Reason = reason,
            },
            cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>The one report of an order; <c>null</c> when there is none, or several, which are for the reconciler to
    /// tell apart.</summary>
    internal async ValueTask<OrderReport?> FindAsync(
        OrderIntent order, VenueOrderId? venueOrder, CancellationToken cancellationToken)
    {
        var query = new OrderQuery
        {
            Account = order.Account, Instrument = order.Instrument, ClientOrder = order.Id, VenueOrder = venueOrder,
        };
        VenueAnswer answer = await ask(query, cancellationToken).ConfigureAwait(false);
        OrderReport[] reports = [.. answer.Reports.OfType<OrderReport>()
            .Where(r => r.ClientOrder == order.Id || (venueOrder is not null && r.VenueOrder == venueOrder))];
        return reports.Length == 1 ? reports[0] : null;
    }

    private async ValueTask<SubmitResult> WithinAsync(
        Func<CancellationToken, ValueTask<SubmitResult>> send, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await send(stop.Token).AsTask().WaitAsync(limit, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            return SubmitResult.Unknown($"no answer within {limit}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception broken) when (broken is not VenueException)
        {
            // A gateway's own time limit cancels, too: what it gave up may have arrived.
            return SubmitResult.Unknown($"{broken.GetType().Name}: {broken.Message}");
        }
    }
}

namespace PositionRecovery;

/// <summary>Carries out what was decided about the exits of one position: each intent is durable before its order
/// leaves, no order leaves after its time, and one whose outcome is not known is asked for and never sent again.
/// </summary>
/// <param name="state">Where intents are made durable and outcomes recorded.</param>
/// <param name="ask">Asks the venue; gives a failed answer when it cannot.</param>
/// <param name="desk">Where orders are sent; <c>null</c> when the venue has no order gateway.</param>
/// <param name="clock">The clock.</param>
internal sealed class ExitPlacer(
    StateManager state,
    Func<VenueQuery, CancellationToken, ValueTask<VenueAnswer>> ask,
    OrderDesk? desk,
    TimeProvider clock)
{
    /// <summary>Does what is to be done, cancellations first.</summary>
    /// <returns>What came of each decision that needed something to be done.</returns>
    internal async Task<IReadOnlyList<ExitReport>> RunAsync(
        ExitSituation situation, ExitProposal proposal, CancellationToken cancellationToken)
    {
        var reports = new List<ExitReport>();
        ExitDecision[] orders = [.. proposal.Decisions.Where(static d => d.Kind == ExitDecisionKind.Place)];
        bool isReplacing = proposal.Decisions.Any(IsReplaced);
        string? obstacle = orders.Length == 0 && !isReplacing
            ? null
            : await ObstacleAsync(situation, cancellationToken).ConfigureAwait(false);
        foreach (ExitDecision decision in proposal.Decisions.Where(static d => d.Kind == ExitDecisionKind.Cancel))
        {
            reports.Add(obstacle is not null && IsReplaced(decision)
                ? Report(situation, decision, ExitOutcome.Pending, $"{decision.Why} It stays until then: {obstacle}")
                : await CancelAsync(situation, decision, cancellationToken).ConfigureAwait(false));
        }

        foreach (ExitDecision decision in orders)
        {
            reports.AddRange(obstacle is null
                ? await PlaceAsync(situation, decision, cancellationToken).ConfigureAwait(false)
                : [Report(situation, decision, ExitOutcome.Pending, obstacle)]);
        }

        return reports;
    }

    /// <summary>Whether another order is to take the place of one that works: that one goes only when the other may be
    /// placed.</summary>
    private static bool IsReplaced(ExitDecision decision) => decision is
    {
        Kind: ExitDecisionKind.Cancel,
        CancelReason: ExitCancelReason.WrongSize or ExitCancelReason.WrongPrice,
    };

    /// <summary>Why nothing may be placed now: the position is read again right before.</summary>
    private async ValueTask<string?> ObstacleAsync(ExitSituation situation, CancellationToken cancellationToken)
    {
        PositionKey key = situation.Position.Key;
        if (desk is null)
        {
            return "This venue has no order gateway: nothing can be placed.";
        }

        if (Moved(situation) is { } moved)
        {
            return moved;
        }

        if (situation.Instrument.IsSpot || situation.Rules.IgnoresPositions)
        {
            return null; // what is owned is proven by balances, which the last comparison read, or not to be compared
        }

        VenueAnswer answer = await ask(
            new PositionsQuery { Account = key.Account, Instrument = key.Instrument }, cancellationToken)
            .ConfigureAwait(false);
        if (!answer.Coverage.IsComplete)
        {
            return $"The position could not be read right before placing: {answer.Coverage.Reason}";
        }

        decimal there = answer.Reports.OfType<PositionReport>().Where(r => r.Key == key.Book).Sum(static r =>
            r.Quantity);
        decimal here = state.FindBook(key.Book)?.Quantity ?? 0m;
        return Math.Abs(there - here) <= situation.Rules.QuantityTolerance
            ? null
            : FormattableString.Invariant($"The venue has {there} and the books {here}: that is settled first.");
    }

    /// <summary>Why what was decided does not fit any more: executions may come at any moment.</summary>
    private string? Moved(ExitSituation situation)
    {
        PositionSnapshot seen = situation.Position;
        PositionSnapshot? now = state.FindPosition(seen.Key);
        return now is not null && now.Epoch == seen.Epoch && now.Quantity == seen.Quantity
            ? null
            : FormattableString.Invariant(
                $"The position was {seen.Quantity} when this was decided and is {now?.Quantity ?? 0m} now.");
    }

    private async Task<IReadOnlyList<ExitReport>> PlaceAsync(
        ExitSituation situation, ExitDecision decision, CancellationToken cancellationToken)
    {
        ExitDecision? partner = decision.Partner;
        IntentResult permit = await state.IntendAsync(decision.Intent!, cancellationToken).ConfigureAwait(false);
        if (!permit.IsGranted)
        {
            return [Report(situation, decision, ExitOutcome.Pending, permit.Decision.Explanation)];
        }

        DateTimeOffset sendBefore = permit.SendBefore!.Value;
        if (partner is not null)
        {
            IntentResult second = await state.IntendAsync(partner.Intent!, cancellationToken).ConfigureAwait(false);
            partner = second.IsGranted ? partner : null;
            sendBefore = second.SendBefore < sendBefore ? second.SendBefore.Value : sendBefore;
        }

        ExitDecision[] sent = partner is null ? [decision] : [decision, partner];
        string? unfit = clock.GetUtcNow() >= sendBefore
            ? "The time in which it may be sent was over."
            : Moved(situation);
        if (unfit is not null)
        {
            await DenyAsync(sent, unfit, cancellationToken).ConfigureAwait(false);
            return [.. sent.Select(d => Report(situation, d, ExitOutcome.Pending, unfit))];
        }

        var submission = new OrderSubmission
        {
            Order = decision.Intent!,
            SendBefore = sendBefore,
            CancelsOther = partner?.Intent,
            TrailingDistance = decision.TrailingDistance,
        };
        return await SendAsync(situation, sent, submission, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ExitReport>> SendAsync(
        ExitSituation situation, ExitDecision[] sent, OrderSubmission submission, CancellationToken cancellationToken)
    {
        SubmitResult result;
        try
        {
            result = await desk!.SubmitAsync(submission, cancellationToken).ConfigureAwait(false);
        }
        catch (VenueException unsent)
        {
            await DenyAsync(sent, unsent.Message, cancellationToken).ConfigureAwait(false);
            return [.. sent.Select(d => Report(situation, d, ExitOutcome.Pending, $"Not sent: {unsent.Message}"))];
        }

        var reports = new List<ExitReport>();
        foreach (ExitDecision decision in sent)
        {
            bool isFirst = ReferenceEquals(decision, sent[0]);
            reports.Add(await SettleAsync(situation, decision, result, isFirst, cancellationToken)
                .ConfigureAwait(false));
        }

        return reports;
    }

    /// <summary>Records what became of one order.</summary>
    private async Task<ExitReport> SettleAsync(
        ExitSituation situation,
        ExitDecision decision,
        SubmitResult result,
        bool isFirst,
        CancellationToken cancellationToken)
    {
        OrderIntent order = decision.Intent!;
        switch (result.Status)
        {
            case SubmitStatus.Accepted when isFirst:
                await RecordAsync(Accepted(order, result.VenueOrder), cancellationToken).ConfigureAwait(false);
                return Report(situation, decision, ExitOutcome.Placed, decision.Why);
            case SubmitStatus.Rejected or SubmitStatus.WouldTrigger:
                string reason = Bounded(result.Status == SubmitStatus.WouldTrigger
                    ? $"{ExitIntents.WouldTrigger}: {result.Reason}"
                    : result.Reason ?? "no reason given");
                await RecordAsync(
                    new OrderRejectedEvent
                    {
                        At = clock.GetUtcNow(), Order = order.Id, Account = order.Account,
                        Instrument = order.Instrument,
                        Reason = reason,
                    },
                    cancellationToken).ConfigureAwait(false);
                return Report(situation, decision, ExitOutcome.Rejected, $"The venue refused it: {reason}");
            default:
                await RecordAsync(
                    new OrderSubmittedEvent
                    {
                        At = clock.GetUtcNow(), Order = order.Id, Account = order.Account,
                        Instrument = order.Instrument,
                    },
                    cancellationToken).ConfigureAwait(false);
                return await FindAsync(situation, decision, result, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The outcome is not known, or the venue told the id of the other order only: the order is asked for.
    /// </summary>
    private async Task<ExitReport> FindAsync(
        ExitSituation situation, ExitDecision decision, SubmitResult result, CancellationToken cancellationToken)
    {
        OrderIntent order = decision.Intent!;
        if (situation.Venue.SubmitGuarantee == SubmitGuarantee.Neither && result.Status == SubmitStatus.Unknown)
        {
            return Report(
                situation, decision, ExitOutcome.Unresolved,
                $"Whether it was placed is not known ({result.Reason}), and this venue cannot be asked: look there.");
        }

        OrderReport? report = await desk!.FindAsync(order, null, cancellationToken).ConfigureAwait(false);
        if (report is { } shown ? OrderSnapshot.HasEnded(shown.Status) : result.Status != SubmitStatus.Accepted)
        {
            return Report(
                situation, decision, ExitOutcome.Pending,
                $"Its outcome is not known yet ({result.Reason ?? "the venue did not tell"}); it is asked for again.");
        }

        await RecordAsync(Accepted(order, report?.VenueOrder), cancellationToken).ConfigureAwait(false);
        return Report(situation, decision, ExitOutcome.Placed, decision.Why);
    }

    private async Task<ExitReport> CancelAsync(
        ExitSituation situation, ExitDecision decision, CancellationToken cancellationToken)
    {
        OrderSnapshot order = decision.Order!;
        if (desk is null)
        {
            return Report(situation, decision, ExitOutcome.Pending, "This venue has no order gateway.");
        }

        return await desk.CancelAsync(order, decision.CancelReason.ToString(), cancellationToken).ConfigureAwait(false)
            is { } open
            ? Report(situation, decision, ExitOutcome.Pending, $"{decision.Why} But {open}.")
            : Report(situation, decision, ExitOutcome.Cancelled, decision.Why);
    }

    private async Task DenyAsync(ExitDecision[] orders, string reason, CancellationToken cancellationToken)
    {
        foreach (ExitDecision decision in orders)
        {
            OrderIntent order = decision.Intent!;
            await RecordAsync(
                new OrderDeniedEvent
                {
                    At = clock.GetUtcNow(), Order = order.Id, Account = order.Account, Instrument = order.Instrument,
                    Reason = Bounded(reason),
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private OrderAcceptedEvent Accepted(OrderIntent order, VenueOrderId? venueOrder) => new()
    {
        At = clock.GetUtcNow(), Order = order.Id, Account = order.Account, Instrument = order.Instrument,
        VenueOrder = venueOrder,
    };

    private async Task RecordAsync(ExecutionEvent happened, CancellationToken cancellationToken) =>
        await state.RecordAsync(happened, cancellationToken).ConfigureAwait(false);

    private static string Bounded(string text) =>
        text.Length <= Guard.MaxText ? text : Guard.WellFormed(text[..Guard.MaxText]);

    private static ExitReport Report(
        ExitSituation situation, ExitDecision decision, ExitOutcome outcome, string explanation) => new()
        {
            Key = situation.Position.Key,
            Leg = decision.Leg?.Name,
            Order = decision.Intent?.Id ?? decision.Order?.Intent.Id,
            Outcome = outcome,
            Explanation = Bounded(explanation),
        };
}

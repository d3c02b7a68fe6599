namespace PositionRecovery.Binance;

/// <summary>Sends orders to one account. Nothing is ever sent twice: an answer that did not come, or cannot be read, is
/// <see cref="SubmitResult.Unknown"/>. Made by <see cref="BinanceVenue.Connect"/>; thread-safe.</summary>
/// <remarks>
/// <para>On futures, orders with a trigger go to the service for such orders ("algo orders"), others to the engine. On
/// Spot a stop and a take-profit can be placed as a pair of which one cancels the other. What the account's position
/// mode needs follows from the order: a leg (long or short) is named and never reduce-only, a net position is.</para>
/// <para>An order that the venue would refuse, or take for something else, is <see cref="SubmitResult.Rejected"/>
/// without being sent. <see cref="VenueException"/> is for what is not about the order: limits, clocks, keys and lines;
/// nothing came of the order then.</para>
/// </remarks>
public sealed class BinanceOrderGateway : IOrderGateway
{
    private readonly BinanceOptions _options;
    private readonly IApiTransport _transport;
    private readonly bool _isSpot;

    // Whether COIN-M has the service for orders with a trigger: it came there later, and the venue's answer is the
    // proof.
    private volatile bool _hasAlgoService = true;

    internal BinanceOrderGateway(BinanceOptions options, IApiTransport transport)
    {
        _options = options;
        _transport = transport;
        _isSpot = options.Product == BinanceProduct.Spot;
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (OrderRules.Refusal(_options, submission) is { } refusal)
        {
            return NotSent(refusal);
        }

        decimal? rate = null;
        if (submission.TrailingDistance is { } distance)
        {
            decimal price = await ReadPriceAsync(submission.Order, cancellationToken).ConfigureAwait(false);
            (decimal found, string? tooFar) = TrailingRate.Of(_isSpot, distance, price);
            if (tooFar is not null)
            {
                return NotSent(tooFar);
            }

            rate = found;
        }

        return _isSpot
            ? await PlaceAsync(OrderForm.OnSpot(_options, submission, rate), submission, cancellationToken)
                .ConfigureAwait(false)
            : await PlaceOnFuturesAsync(submission, rate, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        OrderIntent intent = order.Intent;
        if (intent.Account != _options.Account || Naming.SymbolOf(_options.Account, intent.Instrument) is null)
        {
            throw new VenueException(
                $"{intent.Id} is of {intent.Account} and {intent.Instrument}; orders of {_options.Account} are "
                + "canceled here.");
        }

        bool hasTrigger = !_isSpot
            && (intent.Class == OrderClass.Conditional || OrderWords.HasTrigger(intent.Type));
        if (hasTrigger
            && await TryCancelAsync(order, inAlgoService: true, cancellationToken).ConfigureAwait(false) is { } settled)
        {
            return settled;
        }

        // It has triggered, if it had a trigger, and is a working order now; or it never had one.
        return await TryCancelAsync(order, inAlgoService: false, cancellationToken).ConfigureAwait(false)
            ?? await AskAsync(order, hasTrigger, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SubmitResult> PlaceOnFuturesAsync(
        OrderSubmission submission, decimal? rate, CancellationToken cancellationToken)
    {
        if (!OrderWords.HasTrigger(submission.Order.Type))
        {
            return await PlaceAsync(
                OrderForm.OnFutures(_options, submission, rate, toAlgoService: false), submission, cancellationToken)
                .ConfigureAwait(false);
        }

        bool toAlgoService = _hasAlgoService;
        try
        {
            return await PlaceAsync(
                OrderForm.OnFutures(_options, submission, rate, toAlgoService), submission, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (VenueException wrong) when (IsWrongService(wrong, toAlgoService))
        {
            // Certainly not taken: that service is not there, or the engine names the other one. So this is the first
            // time that the order is placed.
            _hasAlgoService = !toAlgoService;
            return await PlaceAsync(
                OrderForm.OnFutures(_options, submission, rate, !toAlgoService), submission, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private bool IsWrongService(VenueException thrown, bool wasAlgoService) =>
        _options.Product == BinanceProduct.CoinMarginedFutures
        && thrown.InnerException is ApiException { Execution: ExecutionKnowledge.NotExecuted } failure
        && (wasAlgoService
            ? failure is { Kind: ErrorKind.Unavailable, Status: System.Net.HttpStatusCode.NotFound }
            : failure.Kind == ErrorKind.OtherService);

    private async ValueTask<SubmitResult> PlaceAsync(
        ApiRequest request, OrderSubmission submission, CancellationToken cancellationToken)
    {
        try
        {
            ApiReply reply = await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return OrderReplies.Placed(reply.Body, submission.Order.Id) is { } placed
                ? SubmitResult.Accepted(placed)
                : SubmitResult.Unknown($"{request.Path}: the answer does not name the order.");
        }
        catch (ApiException failure)
        {
            return Outcome(failure);
        }
    }

    /// <summary>What a failure means for an order.</summary>
    /// <exception cref="VenueException">It is not about the order, which was not taken.</exception>
    private static SubmitResult Outcome(ApiException failure) => failure switch
    {
        // Also when the venue has the name already: the order that has it may be this one.
        { Execution: not ExecutionKnowledge.NotExecuted } => SubmitResult.Unknown(failure.Message),
        { Kind: ErrorKind.WouldTrigger } => SubmitResult.WouldTrigger(failure.Message),
        { Kind: ErrorKind.Refused or ErrorKind.NoSuchOrder } => SubmitResult.Rejected(failure.Message),
        _ => throw failure.ToVenueException(),
    };

    /// <summary>Cancels in one of the services.</summary>
    /// <returns>What came of it; <c>null</c> when no such order works there.</returns>
    private async ValueTask<SubmitResult?> TryCancelAsync(
        OrderSnapshot order, bool inAlgoService, CancellationToken cancellationToken)
    {
        ApiRequest request = CancelForm.Cancel(_options, order, inAlgoService);
        try
        {
            ApiReply reply = await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return OrderReplies.IsCanceled(reply.Body)
                ? SubmitResult.Accepted(order.VenueOrder)
                : SubmitResult.Unknown($"{request.Path}: the answer cannot be read.");
        }
        catch (ApiException failure)
        {
            return CancelOutcome(failure, inAlgoService);
        }
    }

    private static SubmitResult? CancelOutcome(ApiException failure, bool inAlgoService) => failure switch
    {
        { Execution: not ExecutionKnowledge.NotExecuted } => SubmitResult.Unknown(failure.Message),
        { Kind: ErrorKind.NoSuchOrder } => null,
        { Kind: ErrorKind.Unavailable, Status: System.Net.HttpStatusCode.NotFound } when inAlgoService => null,
        _ => throw failure.ToVenueException(), // nothing was canceled, and nothing ended
    };

    /// <summary>No service would cancel it. That an order works no more is said only when the venue shows its end: for
    /// seconds after it was placed, an order may not be known there.</summary>
    private async ValueTask<SubmitResult> AskAsync(
        OrderSnapshot order, bool hasTrigger, CancellationToken cancellationToken)
    {
        bool? ended = hasTrigger
            ? await HasEndedAsync(order, inAlgoService: true, cancellationToken).ConfigureAwait(false)
            : null;
        ended ??= await HasEndedAsync(order, inAlgoService: false, cancellationToken).ConfigureAwait(false);
        return ended == true
            ? SubmitResult.Rejected("It ended before it could be canceled.")
            : SubmitResult.Unknown(ended is null
                ? "The venue neither cancels it nor shows how it ended."
                : "The venue did not cancel it, and shows that it works.");
    }

    private async ValueTask<bool?> HasEndedAsync(
        OrderSnapshot order, bool inAlgoService, CancellationToken cancellationToken)
    {
        try
        {
            ApiReply reply = await _transport
                .SendAsync(CancelForm.Ask(_options, order, inAlgoService), cancellationToken).ConfigureAwait(false);
            return OrderReplies.HasEnded(reply.Body);
        }
        catch (ApiException)
        {
            return null; // not known, which is what the caller says
        }
    }

    private async ValueTask<decimal> ReadPriceAsync(OrderIntent order, CancellationToken cancellationToken)
    {
        ApiRequest request = OrderForm.Price(_options, order.Instrument);
        try
        {
            ApiReply reply = await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return Replies.Price(request, reply.Body);
        }
        catch (ApiException failure)
        {
            throw new VenueException(
                $"Not sent: how far it trails follows from the price. {failure.Message}", failure.IsTransient, failure)
            {
                RetryAfter = failure.RetryAfter,
            };
        }
    }

    private static SubmitResult NotSent(string why) => SubmitResult.Rejected($"Not sent: {why}.");
}

namespace PositionRecovery;

/// <summary>Sends orders to a venue. The library sends only exit orders, each of which was made durable before; an
/// engine that wants them to pass through its own order management implements this. Called for one order at a time per
/// instrument.</summary>
public interface IOrderGateway
{
    /// <summary>Sends an order.</summary>
    /// <param name="submission">The order, and the moment after which it must not leave any more. The client order id
    /// must reach the venue as it is.</param>
    /// <param name="cancellationToken">Stops the waiting. What was sent by then may still be executed.</param>
    /// <returns>What became of it. A time-out after sending is <see cref="SubmitResult.Unknown"/>, not an exception.
    /// </returns>
    /// <exception cref="VenueException">Nothing was sent.</exception>
    ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken);

    /// <summary>Cancels a working order.</summary>
    /// <param name="order">The order, with its venue order id if that is known.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Accepted: it is canceled, or will be. Rejected: it does not work any more.</returns>
    /// <exception cref="VenueException">Nothing was sent.</exception>
    ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken);
}

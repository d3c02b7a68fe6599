namespace PositionRecovery;

/// <summary>Ids of what this library adds to the books, made from what it means and never from a clock, a random number
/// or the moment of a report, so that a repeated recovery makes the same ones.</summary>
internal static class SyntheticIds
{
    internal static TradeId InferredFill(OrderSnapshot order, decimal total, decimal? average) => new(ContentId.Of(
        "SF-",
        order.Intent.Account.Value,
        order.Intent.Instrument.Value,
        order.Intent.PositionSide.ToString(),
        order.Intent.Strategy.Value,
        order.Intent.Id.Value,
        order.VenueOrder?.Value ?? string.Empty,
        ContentId.Text(total),
        average is { } known ? ContentId.Text(known) : string.Empty));

    /// <param name="key">Whose position it moves.</param>
    /// <param name="epoch">The life it moves, if it has begun.</param>
    /// <param name="leg">What it does: close, open, or cancel a late execution out.</param>
    /// <param name="sequence">How many such orders the position had before.</param>
    /// <param name="target">The quantity it leads to.</param>
    /// <param name="average">The average it leads to, if known.</param>
    internal static ClientOrderId Order(
        PositionKey key, EpochId? epoch, string leg, int sequence, decimal target, decimal? average) =>
        new(Position("S-", key, epoch, leg, sequence, target, average));

    internal static TradeId Fill(
        PositionKey key, EpochId? epoch, string leg, int sequence, decimal target, decimal? average) =>
        new(Position("SF-", key, epoch, leg, sequence, target, average));

    /// <summary>For an order without a client id, or whose client id already names another order.</summary>
    internal static ClientOrderId Derived(
        string prefix, AccountId account, InstrumentId instrument, OrderClass service, string venueId) =>
        new(ContentId.Of(prefix, account.Value, instrument.Value, service.ToString(), venueId));

    private static string Position(
        string prefix, PositionKey key, EpochId? epoch, string leg, int sequence, decimal target, decimal? average) =>
        ContentId.Of(
            prefix,
            key.Account.Value,
            key.Instrument.Value,
            key.Side.ToString(),
            key.Strategy.Value,
            epoch?.Value ?? string.Empty,
            leg,
            ContentId.Text(sequence),
            ContentId.Text(target),
            average is { } known ? ContentId.Text(known) : string.Empty);
}

namespace PositionRecovery.Binance;

/// <summary>Where calls are sent from and their answers are read. Thread-safe.</summary>
internal sealed class Desk(IApiTransport transport, Calls calls, Naming names)
{
    internal Calls Calls => calls;

    internal Naming Names => names;

    internal DateTimeOffset Now => transport.ServerNow;

    /// <summary>Sends a call and reads its answer.</summary>
    /// <exception cref="ApiException">It was refused, or not answered.</exception>
    /// <exception cref="VenueException">The answer cannot be read at all.</exception>
    internal async ValueTask<(Page<T> Page, DateTimeOffset AsOf)> AskAsync<T>(
        ApiRequest request, Func<ReadOnlyMemory<byte>, Page<T>> read, CancellationToken cancellationToken)
    {
        ApiReply reply = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            Page<T> page = read(reply.Body);
            return (page.Fault is null ? page : page with { Fault = $"{request.Path}: {page.Fault}" }, reply.AsOf);
        }
        catch (MalformedBodyException thrown)
        {
            throw new VenueException($"{request.Path}: {thrown.Message}", isTransient: true, thrown);
        }
    }

    internal ValueTask<(Page<OrderReport> Page, DateTimeOffset AsOf)> OrdersAsync(
        ApiRequest request, CancellationToken cancellationToken, int limit = Rows.Many) =>
        AskAsync(request, b => OrderRows.Of(calls.Product, b, names, limit), cancellationToken);

    internal ValueTask<(Page<OrderReport> Page, DateTimeOffset AsOf)> AlgoOrdersAsync(
        ApiRequest request, CancellationToken cancellationToken, int limit = Rows.Many) =>
        AskAsync(request, b => AlgoOrderRows.Read(b, names, limit), cancellationToken);

    internal ValueTask<(Page<FillReport> Page, DateTimeOffset AsOf)> FillsAsync(
        ApiRequest request, CancellationToken cancellationToken) =>
        AskAsync(request, b => FillRows.Read(b, names, Calls.PageSize), cancellationToken);

    internal ValueTask<(Page<PositionReport> Page, DateTimeOffset AsOf)> PositionsAsync(
        string? symbol, CancellationToken cancellationToken) =>
        AskAsync(calls.Positions(symbol), b => PositionRows.Read(b, names), cancellationToken);
}

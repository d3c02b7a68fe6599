namespace PositionRecovery.Binance;

/// <summary>Which orders work. On futures those that wait for a trigger are in a service of their own; reading one
/// service says nothing about the other.</summary>
internal sealed class OpenOrderReports(Desk desk)
{
    internal async ValueTask<VenueAnswer> ReadAsync(
        OpenOrdersQuery query, string? symbol, CancellationToken cancellationToken)
    {
        if (desk.Calls.IsSpot && query.Class == OrderClass.Conditional)
        {
            return VenueAnswer.Unsupported(query); // there is one service, and one list of all
        }

        var draft = new AnswerDraft(query);
        if (desk.Calls.IsSpot || query.Class == OrderClass.Regular)
        {
            draft.Take(await RegularAsync(symbol, cancellationToken).ConfigureAwait(false));
        }
        else if (query.Class == OrderClass.Conditional)
        {
            try
            {
                draft.Take(await ConditionalAsync(symbol, cancellationToken).ConfigureAwait(false));
            }
            catch (ApiException thrown) when (ReadFailures.HasNoService(thrown, desk.Calls.Product))
            {
                return VenueAnswer.Unsupported(query);
            }
        }
        else
        {
            await BothAsync(draft, symbol, cancellationToken).ConfigureAwait(false);
        }

        return draft.End();
    }

    /// <summary>Conditional orders first: one that is triggered in between is in the second list. Where one service
    /// does not answer, the other's orders are shown, and the answer is not whole.</summary>
    private async ValueTask BothAsync(AnswerDraft draft, string? symbol, CancellationToken cancellationToken)
    {
        Exception? first = null;
        try
        {
            draft.Take(await ConditionalAsync(symbol, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException thrown) when (ReadFailures.HasNoService(thrown, desk.Calls.Product))
        {
            // all orders are in the one list there is
        }
        catch (Exception thrown) when (ReadFailures.IsOfOneCall(thrown))
        {
            first = thrown;
            draft.Lack($"conditional orders were not answered: {thrown.Message}");
        }

        try
        {
            draft.Take(await RegularAsync(symbol, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception thrown) when (first is null && ReadFailures.IsOfOneCall(thrown))
        {
            draft.Lack($"working orders were not answered: {thrown.Message}");
        }
    }

    private ValueTask<(Page<OrderReport> Page, DateTimeOffset AsOf)> RegularAsync(
        string? symbol, CancellationToken cancellationToken) =>
        desk.OrdersAsync(desk.Calls.OpenOrders(symbol), cancellationToken);

    private ValueTask<(Page<OrderReport> Page, DateTimeOffset AsOf)> ConditionalAsync(
        string? symbol, CancellationToken cancellationToken) =>
        desk.AlgoOrdersAsync(desk.Calls.OpenAlgoOrders(symbol), cancellationToken);
}

namespace PositionRecovery.Binance;

/// <summary>What is now: the account, balances, positions, prices; and how instruments are defined.</summary>
internal sealed class StateReports(Desk desk)
{
    private readonly Calls _calls = desk.Calls;
    private readonly Naming _names = desk.Names;

    /// <summary>On futures the alias in the balances is what tells accounts apart.</summary>
    internal async ValueTask<VenueAnswer> AccountAsync(AccountQuery query, CancellationToken cancellationToken)
    {
        var draft = new AnswerDraft(query);
        if (_calls.IsSpot)
        {
            draft.Take(await desk.AskAsync(
                _calls.SpotAccount(), b => AccountRows.Spot(b, _names), cancellationToken).ConfigureAwait(false));
            return draft.End();
        }

        ApiRequest asked = _calls.Product == BinanceProduct.UsdMarginedFutures
            ? _calls.AccountConfig()
            : _calls.PositionMode();
        var mode = await desk.AskAsync(asked, b => AccountRows.Mode(b, _names), cancellationToken)
            .ConfigureAwait(false);
        var alias = await desk.AskAsync(_calls.Balance(), b => BalanceRows.Alias(b, _names), cancellationToken)
            .ConfigureAwait(false);
        string? identity = alias.Page.Rows.FirstOrDefault()?.Identity;
        draft.Take((mode.Page with { Rows = [.. mode.Page.Rows.Select(r => r with { Identity = identity })] },
            mode.AsOf));
        if (alias.Page.Fault is { } fault)
        {
            draft.Lack(fault);
        }

        return draft.End();
    }

    internal async ValueTask<VenueAnswer> BalancesAsync(BalancesQuery query, CancellationToken cancellationToken)
    {
        var draft = new AnswerDraft(query);
        draft.Take(_calls.IsSpot
            ? await desk.AskAsync(_calls.SpotAccount(), b => AccountRows.SpotBalances(b, _names), cancellationToken)
                .ConfigureAwait(false)
            : await desk.AskAsync(_calls.Balance(), b => BalanceRows.Read(b, _names), cancellationToken)
                .ConfigureAwait(false));
        return draft.End();
    }

    /// <summary>Spot has balances and no positions.</summary>
    internal async ValueTask<VenueAnswer> PositionsAsync(
        PositionsQuery query, string? symbol, CancellationToken cancellationToken)
    {
        if (_calls.IsSpot)
        {
            return VenueAnswer.Unsupported(query);
        }

        var draft = new AnswerDraft(query);
        draft.Take(await desk.PositionsAsync(symbol, cancellationToken).ConfigureAwait(false));
        return draft.End();
    }

    internal async ValueTask<VenueAnswer> MarksAsync(
        MarksQuery query, string? symbol, CancellationToken cancellationToken)
    {
        var draft = new AnswerDraft(query);
        List<MarkReport> marks = [];
        if (!_calls.IsSpot)
        {
            marks = await PricesAsync(_calls.PremiumIndex(symbol)).ConfigureAwait(false);
        }

        List<MarkReport> books = await PricesAsync(_calls.BookTicker(symbol)).ConfigureAwait(false);
        draft.Add(PriceRows.Join(marks, books));
        return draft.End();

        async ValueTask<List<MarkReport>> PricesAsync(ApiRequest request)
        {
            var told = await desk.AskAsync(request, b => PriceRows.Read(b, _names), cancellationToken)
                .ConfigureAwait(false);
            draft.Take(told with { Page = told.Page with { Rows = [] } });
            return told.Page.Rows;
        }
    }

    internal async ValueTask<VenueAnswer> InstrumentsAsync(
        InstrumentsQuery query, string? symbol, CancellationToken cancellationToken)
    {
        var draft = new AnswerDraft(query);
        DateTimeOffset before = desk.Now;
        try
        {
            draft.Take(await desk.AskAsync(
                _calls.ExchangeInfo(symbol),
                b => InstrumentRows.Read(b, _names, _calls.Product, query.Instrument),
                cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException thrown) when (thrown.Code == ErrorCodes.UnknownSymbol)
        {
            draft.Hold(before); // that there is no such symbol is an answer
        }

        return draft.End();
    }
}

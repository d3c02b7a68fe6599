namespace PositionRecovery.Binance;

/// <summary>What one account at Binance reports: USDⓈ-M futures, COIN-M futures or spot. It only reads; a key without
/// any permission to trade is enough. Thread-safe.</summary>
/// <remarks>
/// On futures the orders that wait for a trigger live in a service of their own and are
/// <see cref="OrderClass.Conditional"/> orders. On spot the balances are the positions, and executions and ended orders
/// are asked for by instrument. An answer that is not whole says from when on it is, or that it is of no stretch of
/// time: beyond what the venue keeps (89 days on futures), beyond the pages that one answer may take, or because of a
/// row that was not understood, which its reason names by field and value.
/// </remarks>
public sealed class BinanceVenueReportProvider : IVenueReportProvider
{
    private readonly Desk _desk;
    private readonly StateReports _state;
    private readonly OpenOrderReports _openOrders;
    private readonly OrderLookup _orders;
    private readonly OrderHistoryReports _orderHistory;
    private readonly FillReports _fills;
    private readonly CashFlowReports _cashFlows;

    internal BinanceVenueReportProvider(BinanceOptions options, IApiTransport transport)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(transport);
        _desk = new Desk(transport, new Calls(options.Product), new Naming(options.Account));
        _state = new StateReports(_desk);
        _openOrders = new OpenOrderReports(_desk);
        _orders = new OrderLookup(_desk);
        _orderHistory = new OrderHistoryReports(_desk);
        _fills = new FillReports(_desk);
        _cashFlows = new CashFlowReports(_desk);
        Profile = BinanceProfile.Of(options);
    }

    /// <inheritdoc/>
    public VenueProfile Profile { get; }

    /// <inheritdoc/>
    public async ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        if (query.Account != _desk.Names.Account)
        {
            return VenueAnswer.Failed(query, $"Account is {query.Account}, not {_desk.Names.Account}");
        }

        string? symbol = query.Instrument is { } instrument ? _desk.Names.SymbolOf(instrument) : null;
        if (query.Instrument is not null && symbol is null)
        {
            return VenueAnswer.Failed(query, $"Instrument is {query.Instrument}, not one of {_desk.Names.Venue}");
        }

        try
        {
            return await AnswerAsync(query, symbol, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException thrown)
        {
            throw ReadFailures.Told(thrown);
        }
    }

    private ValueTask<VenueAnswer> AnswerAsync(
        VenueQuery query, string? symbol, CancellationToken cancellationToken) => query switch
        {
            AccountQuery q => _state.AccountAsync(q, cancellationToken),
            BalancesQuery q => _state.BalancesAsync(q, cancellationToken),
            PositionsQuery q => _state.PositionsAsync(q, symbol, cancellationToken),
            OpenOrdersQuery q => _openOrders.ReadAsync(q, symbol, cancellationToken),
            OrderQuery q => _orders.ReadAsync(q, symbol, cancellationToken),
            OrderHistoryQuery q => _orderHistory.ReadAsync(q, symbol, cancellationToken),
            FillsQuery q => _fills.ReadAsync(q, symbol, cancellationToken),
            CashFlowsQuery q => _cashFlows.ReadAsync(q, symbol, cancellationToken),
            MarksQuery q => _state.MarksAsync(q, symbol, cancellationToken),
            InstrumentsQuery q => _state.InstrumentsAsync(q, symbol, cancellationToken),
            _ => ValueTask.FromResult(VenueAnswer.Unsupported(query)),
        };
}

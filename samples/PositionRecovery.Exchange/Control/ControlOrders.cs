namespace PositionRecovery.Exchange;

/// <summary>A price, as <c>/control/price</c> takes it.</summary>
internal sealed record PriceOrder(string Symbol, decimal Price, decimal? Liquidity = null, bool Spot = false);

/// <summary>A trade by a person, as <c>/control/trade</c> takes it.</summary>
internal sealed record TradeOrder(
    string Symbol, OrderSide Side, decimal Quantity, string? Account = null, bool Spot = false);

/// <summary>An order to cancel or to fill in part, as <c>/control/cancel</c> and <c>/control/fill</c> take it.
/// </summary>
internal sealed record TouchOrder(string ClientOrderId, decimal Quantity = 0m, bool Spot = false);

/// <summary>A position to liquidate, as <c>/control/liquidate</c> takes it.</summary>
internal sealed record LiquidationOrder(
    string Symbol, PositionSide PositionSide = PositionSide.Net, string? Account = null);

/// <summary>A fault of the venue, as <c>/control/venue-faults</c> takes it. Lag makes reads stale.</summary>
internal sealed record VenueFaultOrder(
    Testing.VenueFaultKind Kind,
    Testing.VenueCallKind? Call = null,
    string? Symbol = null,
    int Nth = 1,
    int? Times = 1,
    double Seconds = 0,
    string? Reason = null,
    bool Spot = false);

/// <summary>A fault of HTTP, as <c>/control/faults</c> takes it; what is left out is as in <see cref="HttpFault"/>.
/// </summary>
internal sealed record HttpFaultOrder(
    HttpFaultKind Kind,
    string? Method = null,
    string? Path = null,
    string? Symbol = null,
    int Nth = 1,
    int? Times = 1,
    double Seconds = 30,
    int Status = 503,
    int? Code = -1000,
    string? Text = null,
    int Rows = 1)
{
    internal HttpFault ToFault()
    {
        var fault = new HttpFault
        {
            Kind = Kind,
            Method = Method,
            Path = Path,
            Symbol = Symbol,
            Nth = Nth,
            Times = Times,
            Time = TimeSpan.FromSeconds(Seconds),
            Status = Status,
            Code = Code,
            Rows = Rows,
        };
        return Text is null ? fault : fault with { Text = Text };
    }
}

namespace PositionRecovery.Binance;

/// <summary>The requests that cancel an order, and that ask what became of it. Pure.</summary>
internal static class CancelForm
{
    internal static ApiRequest Cancel(BinanceOptions options, OrderSnapshot order, bool inAlgoService) => new()
    {
        Method = HttpMethod.Delete,
        Path = Addresses.Root(options.Product) + (inAlgoService ? "/algoOrder" : "/order"),
        Parameters = inAlgoService ? [AlgoName(order)] : EngineName(options, order),
        Weight = 1,
    };

    internal static ApiRequest Ask(BinanceOptions options, OrderSnapshot order, bool inAlgoService) => new()
    {
        Method = HttpMethod.Get,
        Path = Addresses.Root(options.Product) + (inAlgoService ? "/algoOrder" : "/order"),
        Parameters = inAlgoService ? [AlgoName(order)] : EngineName(options, order),
        Weight = options.Product == BinanceProduct.Spot ? 4 : 1,
    };

    /// <summary>Our own are called by the name we gave, which stays when a trigger makes a working order of them; those
    /// of others by the venue's, because the name they have here may be made up.</summary>
    private static (string, string) AlgoName(OrderSnapshot order) => order is { IsExternal: true, VenueOrder: { } id }
        ? ("algoId", id.Value)
        : ("clientAlgoId", order.Intent.Id.Value);

    private static (string, string)[] EngineName(BinanceOptions options, OrderSnapshot order)
    {
        // A conditional order's id is that of the algo service.
        bool isById = order.VenueOrder is not null
            && (order.IsExternal || order.Intent.Class == OrderClass.Regular);
        return
        [
            ("symbol", Naming.SymbolOf(options.Account, order.Intent.Instrument)!),
            isById ? ("orderId", order.VenueOrder!.Value.Value) : ("origClientOrderId", order.Intent.Id.Value),
        ];
    }
}

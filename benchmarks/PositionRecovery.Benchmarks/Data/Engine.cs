using System.Globalization;

namespace PositionRecovery.Benchmarks.Data;

/// <summary>What an engine reports of its orders: each is intended, submitted, accepted and filled in two parts, and
/// moves one of so many positions, which the first orders open. Every text is made anew, as if it came from outside.
/// </summary>
internal sealed class Engine(int positions)
{
    /// <summary>How many positions an account holds at most.</summary>
    private const int Instruments = 1_000;

    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private int _events;

    internal int Positions => positions;

    internal IEnumerable<InstrumentDefinedEvent> Definitions() => Enumerable.Range(0, Math.Min(positions, Instruments))
        .Select(static i => new InstrumentDefinedEvent
        {
            At = Begin,
            Definition = new InstrumentDefinition
            {
                Id = new InstrumentId(InstrumentText(i)), PriceIncrement = 0.01m, QuantityIncrement = 0.001m,
                QuoteAsset = new AssetId("USDT"),
            },
        });

    internal OrderIntent Intent(int order) => new()
    {
        Id = Client(order), Strategy = new StrategyId(Text($"trend-{order % positions % 3}")), Account = Account(order),
        Instrument = Instrument(order), Side = SideOf(order), Type = OrderType.Limit, Quantity = QuantityOf(order),
        Price = PriceOf(order), TimeInForce = TimeInForce.GoodTilCanceled,
    };

    internal ExecutionEvent Submitted(int order) => new OrderSubmittedEvent
    {
        At = Next(), Order = Client(order), Account = Account(order), Instrument = Instrument(order),
    };

    internal ExecutionEvent Accepted(int order) => new OrderAcceptedEvent
    {
        At = Next(), Order = Client(order), Account = Account(order), Instrument = Instrument(order),
        VenueOrder = new VenueOrderId(Text($"{7_000_000_000L + order}")),
    };

    /// <summary>Half of an order.</summary>
    internal ExecutionEvent Filled(int order, int half)
    {
        DateTimeOffset at = Next();
        return new OrderFilledEvent
        {
            At = at,
            Fill = new FillSnapshot
            {
                Trade = new TradeId(Text($"{900_000_000L + (order * 2L) + half}")), Order = Client(order),
                Account = Account(order), Instrument = Instrument(order), Side = SideOf(order),
                Quantity = QuantityOf(order) / 2m, Price = PriceOf(order) - (half * 0.01m), Fee = 0.02m,
                FeeAsset = new AssetId("USDT"), At = at, Liquidity = LiquiditySide.Maker,
            },
        };
    }

    private static ClientOrderId Client(int order) => new(Text($"entry-{order:D8}"));

    private static string InstrumentText(int instrument) => Text($"SIM:SYM{instrument:D4}USDT");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private AccountId Account(int order) => new(Text($"SIM:desk-{order % positions / Instruments}"));

    private InstrumentId Instrument(int order) => new(InstrumentText(order % positions % Instruments));

    /// <summary>The orders that open the positions buy, those after them take turns.</summary>
    private OrderSide SideOf(int order) => order / positions % 2 == 0 ? OrderSide.Buy : OrderSide.Sell;

    private decimal QuantityOf(int order) => order < positions ? 20m : 1.5m;

    private static decimal PriceOf(int order) => 100m + (order % 397) + (order % 89 * 0.01m);

    private DateTimeOffset Next() =>
        Begin.AddTicks(Interlocked.Increment(ref _events) * TimeSpan.TicksPerMillisecond);
}

namespace PositionRecovery.Tests;

/// <summary>The venue of a <see cref="SlowVenueScript"/>: positions are true at once, lists are late.</summary>
internal sealed class SlowVenue(SlowVenueScript script)
{
    private static readonly AccountId Account = new("SIM:main");

    private static readonly InstrumentDefinition Instrument = new()
    {
        Id = new("SIM:LINEAR"), PriceIncrement = 0.01m, QuantityIncrement = 1m, QuoteAsset = new("USDT"),
    };

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<(SlowExecution Script, string Number, DateTimeOffset At)> _executions =
        [.. script.Executions.Select((e, i) => (e, $"{i + 1}", Start.AddHours(e.Hour).AddMinutes(i)))];

    internal static BookKey Key { get; } = new(Account, Instrument.Id, PositionSide.Net);

    internal static CachedSnapshot NothingKnown { get; } = new() { Instruments = [Instrument] };

    internal static DateTimeOffset ReadAt(int read) => Start.AddHours(read).AddMinutes(59);

    /// <summary>What the position truly is at a read.</summary>
    internal NaiveBook Truth(int read) => NaiveBook.Of(Instrument, _executions
        .Where(e => e.Script.Hour <= read)
        .OrderBy(e => e.At)
        .Select(e => new Trade(e.Script.Quantity, e.Script.Price, 0m)));

    internal VenueSnapshot Snapshot(int read)
    {
        DateTimeOffset at = ReadAt(read);
        NaiveBook truth = Truth(read);
        return VenueSnapshot.Of(
        [
            VenueAnswer.Complete(new PositionsQuery { Account = Account }, at, [new PositionReport
            {
                Account = Account,
                Instrument = Instrument.Id,
                Quantity = truth.Quantity,
                AveragePrice = script.HasAverages ? truth.Average?.Stored() : null,
            }]),
            VenueAnswer.Complete(new OpenOrdersQuery { Account = Account }, at, []),
            VenueAnswer.Complete(new OrderHistoryQuery { Account = Account, From = Start.AddDays(-1) }, at,
                [.. _executions.Where(e => IsListed(e.Script, read) || IsCounted(e.Script, read)).Select(Order)]),
            VenueAnswer.Complete(new FillsQuery { Account = Account, From = Start.AddDays(-1) }, at,
                [.. _executions.Where(e => IsListed(e.Script, read)).Select(Fill)]),
        ]);
    }

    private bool IsListed(SlowExecution e, int read) =>
        e.Hour <= read && (e.Listed <= read || read == script.Reads - 1);

    private static bool IsCounted(SlowExecution e, int read) => e.Hour <= read && e.IsCounted;

    private static VenueReport Order((SlowExecution Script, string Number, DateTimeOffset At) executed) =>
        new OrderReport
        {
            Account = Account,
            Instrument = Instrument.Id,
            ClientOrder = new("order-" + executed.Number),
            VenueOrder = new("V" + executed.Number),
            Side = SideOf(executed.Script),
            Type = OrderType.Market,
            Status = OrderStatus.Filled,
            Quantity = Math.Abs(executed.Script.Quantity),
            Filled = Math.Abs(executed.Script.Quantity),
            AveragePrice = executed.Script.Price,
            CreatedAt = executed.At,
            UpdatedAt = executed.At,
        };

    private static VenueReport Fill((SlowExecution Script, string Number, DateTimeOffset At) executed) =>
        new FillReport
        {
            Account = Account,
            Instrument = Instrument.Id,
            Trade = new(executed.Number),
            ClientOrder = new("order-" + executed.Number),
            VenueOrder = new("V" + executed.Number),
            Side = SideOf(executed.Script),
            Quantity = Math.Abs(executed.Script.Quantity),
            Price = executed.Script.Price,
            At = executed.At,
        };

    private static OrderSide SideOf(SlowExecution executed) =>
        executed.Quantity < 0 ? OrderSide.Sell : OrderSide.Buy;
}

using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>Short stories in which every point of death and every failing call is tried.</summary>
internal static class Scenarios
{
    /// <summary>The one in which everything is asked and every store call made.</summary>
    internal const string Rich = "stopped and started";

    /// <summary>The one with an order that is canceled.</summary>
    internal const string Orders = "limit canceled";

    private static readonly HistoryOptions Plain = new()
    {
        Mode = PositionMode.Netting, Guarantee = SubmitGuarantee.QueryableById, SeparatesConditionalOrders = true,
        SupportsOneCancelsOther = false, CancelsReduceOnlyWhenFlat = true, FillsByInstrumentOnly = true,
        OrderHistoryByInstrumentOnly = false, Strategies = 1, IsOco = false, Claims = false, IsGrouped = false,
        IsKeyed = true, IsJson = false, ChecksOften = false, WarmsUp = false, OnFailure = FailurePolicy.FailClosed,
        FeeBasisPoints = 4, PurgesSoon = false,
    };

    private static readonly HistoryOptions Hedged = Plain with { Mode = PositionMode.Hedging };

    private static readonly HistoryOptions Paired = Plain with { SupportsOneCancelsOther = true, IsOco = true };

    internal static IReadOnlyList<(string Name, History History)> All { get; } =
    [
        Of("entry", Plain, Buy(3)),
        Of("entry of a pair", Paired, Buy(3)),
        Of("entry, hedged both ways", Hedged, Buy(3), Sell(2)),
        Of("entry, grouped", Plain with { IsGrouped = true }, Buy(3), Buy(2)),
        Of("entry at an idempotent venue", Plain with { Guarantee = SubmitGuarantee.Idempotent }, Buy(3)),
        Of("entry at a venue without ids", Plain with { Guarantee = SubmitGuarantee.Neither }, Buy(3)),
        Of("grown", Plain, Buy(3), Wait(40), Buy(2)),
        Of("shrunk", Plain, Buy(5), Wait(40), Sell(2)),
        Of("flipped", Plain, Buy(3), Wait(40), Sell(7)),
        Of("closed", Plain, Buy(3), Wait(40), Sell(3)),
        Of("limit filled in part", Plain, Limit(5), Wait(2), new Step(StepKind.FillPart), Wait(5)),
        Of(Orders, Plain, Limit(5), Wait(2), new Step(StepKind.CancelEntry) { Nth = 0 }, Wait(5)),
        Of("stop hit", Plain, Buy(3), Wait(40), Price(-0.08m)),
        Of("profit taken", Plain, Buy(3), Wait(40), Price(0.12m)),
        Of("profit taken of a pair", Paired, Buy(3), Wait(40), Price(0.12m)),
        Of("hand trade", Plain, Buy(3), Wait(40), new Step(StepKind.Manual) { Side = OrderSide.Sell, Quantity = 1m }),
        Of("claimed hand trade", Plain with { Claims = true },
            new Step(StepKind.Manual) { Side = OrderSide.Buy, Quantity = 2m, Instrument = 1 }, Wait(70)),
        Of("stop canceled by hand", Plain, Buy(3), Wait(40), new Step(StepKind.CancelManually) { Nth = 0 }, Wait(40)),
        Of("liquidated", Plain, Buy(3), Wait(40), new Step(StepKind.Liquidate)),
        Of("deleveraged", Plain, Buy(5), Wait(40), new Step(StepKind.Deleverage) { Quantity = 2m }),
        Of("funding", Plain, Buy(3), Wait(40), new Step(StepKind.Fund) { Distance = 0.001m }),
        Of("stream lost", Plain, new Step(StepKind.LoseStream), Buy(3), new Step(StepKind.FindStream), Wait(70)),
        Of("answer to an entry lost", Plain, Fault(VenueFaultKind.TimeOutAfter, VenueCallKind.Submit), Buy(3), Wait(40)),
        Of("exit arrives late", Plain, Fault(VenueFaultKind.AcceptLate, VenueCallKind.Submit, 2), Buy(3), Wait(40)),
        Of(Rich, Plain with { WarmsUp = true }, Buy(3), Wait(40), new Step(StepKind.Stop),
            new Step(StepKind.Start) { After = TimeSpan.FromSeconds(5) }, Buy(1)),
        Of("taken over", Plain, Buy(3), Wait(10), new Step(StepKind.TakeOver), Wait(10), Sell(1)),
        Of("two strategies", Plain with { Strategies = 2 }, Buy(3), Buy(2) with { Strategy = 1 }, Wait(40), Sell(1)),
    ];

    private static (string, History) Of(string name, HistoryOptions options, params Step[] steps) =>
        (name, new History(0, options, [Wait(1), .. steps, Wait(5)]));

    private static Step Buy(int quantity) => new(StepKind.Trade)
    {
        After = TimeSpan.FromMilliseconds(300), Quantity = quantity, Side = OrderSide.Buy,
    };

    private static Step Sell(int quantity) => Buy(quantity) with { Side = OrderSide.Sell };

    private static Step Limit(int quantity) => Buy(quantity) with { Distance = 0.01m };

    private static Step Price(decimal by) => new(StepKind.Price) { Distance = by };

    private static Step Wait(int seconds) => new(StepKind.Wait) { After = TimeSpan.FromSeconds(seconds) };

    private static Step Fault(VenueFaultKind kind, VenueCallKind call, int nth = 1) => new(StepKind.VenueFault)
    {
        Fault = kind, Call = call, Nth = nth, Time = TimeSpan.FromSeconds(3),
    };
}

using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>Draws a history from a seed. Each history favours some kinds of steps and leaves out others, so that rare
/// combinations come up (swarm testing, Groce et al. 2012).</summary>
internal static class HistoryMaker
{
    private static readonly StepKind[] Trading =
    [
        StepKind.Trade, StepKind.Trade, StepKind.Trade, StepKind.Trade, StepKind.CancelEntry, StepKind.Price,
        StepKind.FillPart, StepKind.Wait,
    ];

    private static readonly StepKind[] Deaths = [StepKind.Kill, StepKind.KillAt, StepKind.KillAt, StepKind.Stop];

    private static readonly StepKind[][] Troubles =
    [
        [StepKind.VenueFault, StepKind.VenueFault, StepKind.VenueFault, StepKind.VenueFault],
        [StepKind.StoreFault, StepKind.StoreFault],
        [StepKind.LoseStream, StepKind.TangleStream, StepKind.TangleStream, StepKind.ReplayStream],
        [StepKind.Manual, StepKind.CancelManually],
        [StepKind.Liquidate, StepKind.Deleverage],
        [StepKind.Fund, StepKind.Fund, StepKind.Transfer, StepKind.Expire],
        [StepKind.Split],
        [StepKind.Outage],
        [StepKind.ArriveVeryLate],
        [StepKind.HideFills, StepKind.HideFills, StepKind.HideHistory],
        [StepKind.HookThrows, StepKind.HookHangs],
        [StepKind.TakeOver],
        [StepKind.SetClock],
        [StepKind.Reconcile],
    ];

    private static readonly VenueFaultKind[] OfQueries =
    [
        VenueFaultKind.Fail, VenueFaultKind.AnswerFailed, VenueFaultKind.HangBefore, VenueFaultKind.HangAfter,
        VenueFaultKind.TimeOutAfter, VenueFaultKind.Delay, VenueFaultKind.DelayAnswer, VenueFaultKind.Lag,
        VenueFaultKind.Lag, VenueFaultKind.CutPage, VenueFaultKind.Withhold, VenueFaultKind.Duplicate, VenueFaultKind.Reorder,
        VenueFaultKind.TooManyRequests, VenueFaultKind.Ban,
    ];

    private static readonly VenueFaultKind[] OfOrders =
    [
        VenueFaultKind.Fail, VenueFaultKind.Reject, VenueFaultKind.HangBefore, VenueFaultKind.HangAfter,
        VenueFaultKind.TimeOutBefore, VenueFaultKind.TimeOutAfter, VenueFaultKind.AcceptLate, VenueFaultKind.Delay,
        VenueFaultKind.DelayAnswer,
    ];

    private static readonly VenueCallKind[] Queries =
    [
        VenueCallKind.Positions, VenueCallKind.OpenOrders, VenueCallKind.OrderHistory, VenueCallKind.Order,
        VenueCallKind.Fills, VenueCallKind.Balances, VenueCallKind.CashFlows, VenueCallKind.Marks,
        VenueCallKind.Instruments, VenueCallKind.Account, VenueCallKind.Bars,
    ];

    private static readonly StoreFaultKind[] OfStores =
    [
        StoreFaultKind.FailBefore, StoreFaultKind.FailAfter, StoreFaultKind.HangBefore, StoreFaultKind.HangAfter,
        StoreFaultKind.Delay,
    ];

    internal static History Make(ulong seed)
    {
        var dice = new Dice(seed);
        HistoryOptions options = HistoryOptions.Draw(dice);
        StepKind[] troubles = [.. Troubles.Where(_ => dice.Chance(35)).SelectMany(static t => t)];
        int count = dice.From(6, 30);
        int deaths = dice.From(3, 12);
        var steps = new List<Step>();
        for (int i = 0; i < count; i++)
        {
            StepKind kind = dice.Chance(deaths) ? dice.Of(Deaths)
                : troubles.Length > 0 && dice.Chance(40) ? dice.Of(troubles)
                : dice.Of(Trading);
            if (dice.Chance(4))
            {
                steps.AddRange(Story(dice, options));
            }

            steps.Add(Draw(dice, kind));
            if (kind is StepKind.Kill or StepKind.Stop)
            {
                if (dice.Chance(20))
                {
                    steps.Add(Draw(dice, dice.Of(
                        StepKind.LoseTail, StepKind.Rot, StepKind.Manual, StepKind.Price, StepKind.Liquidate, StepKind.Fund)));
                }

                steps.Add(Draw(dice, StepKind.Start));
            }

            if (kind is StepKind.Split)
            {
                steps[^1] = steps[^1] with { After = TimeSpan.FromMinutes(2) };
                steps.Add(Draw(dice, StepKind.Stop));
                steps.Add(Draw(dice, StepKind.Start));
                steps.Add(Draw(dice, StepKind.Wait) with { After = TimeSpan.FromMinutes(1) });
            }

            if (kind is StepKind.LoseStream)
            {
                steps.Add(Draw(dice, dice.Of(Trading)));
                steps.Add(Draw(dice, StepKind.FindStream));
            }
        }

        return new History(seed, options, steps);
    }

    /// <summary>Steps that mean something only one after the other.</summary>
    private static Step[] Story(Dice dice, HistoryOptions options)
    {
        int instrument = dice.Below(World.Instruments.Count);
        Step Of(StepKind kind, int milliseconds = 50) => Draw(dice, kind) with
        {
            After = TimeSpan.FromMilliseconds(milliseconds),
            Instrument = instrument,
            Nth = 1,
            Quantity = dice.From(2, 9),
        };
        Step market = Of(StepKind.Trade, 200) with { Distance = 0m };
        Step[] late =
        [
            Of(StepKind.LoseStream), Of(StepKind.ArriveVeryLate), market, Of(StepKind.Wait, 300_000),
            Of(StepKind.FindStream),
        ];
        Step[][] stories =
        [
            // A part is executed, and what is told of it comes after the cancellation.
            [
                market with { Distance = 0.01m }, Of(StepKind.TangleStream, 3_000), Of(StepKind.FillPart, 500),
                Of(StepKind.CancelEntry) with { Nth = 0 },
            ],
            // Of three executions the middle one is told last.
            [
                market, Of(StepKind.Price, 2_000) with { Distance = 0.02m },
                Of(StepKind.TangleStream) with { Nth = 3 }, market, market with { Side = Opposite(market.Side) },
            ],
            // Executions are not shown until the books had to do without them.
            [
                Of(StepKind.LoseStream), Of(StepKind.HideFills) with { Time = TimeSpan.FromSeconds(20) }, market,
                Of(StepKind.Wait, 150_000), Of(StepKind.FindStream),
            ],
            // The same of all history.
            [
                Of(StepKind.LoseStream), Of(StepKind.HideHistory) with { Time = TimeSpan.FromSeconds(20) }, market,
                Of(StepKind.Manual), Of(StepKind.Wait, 150_000), Of(StepKind.FindStream),
            ],
            // Nobody is there for longer than the venue remembers.
            [
                market, Of(StepKind.Kill, 90_000), Of(StepKind.Manual) with { Side = Opposite(market.Side), Distance = 0m },
                Of(StepKind.Wait, 400_000), Of(StepKind.Start),
            ],
            // A cancellation does not arrive.
            [
                market with { Distance = 0.01m },
                Of(StepKind.VenueFault, 2_000) with
                {
                    Fault = VenueFaultKind.TimeOutBefore, Call = VenueCallKind.Cancel, Times = 1,
                },
                Of(StepKind.CancelEntry) with { Nth = 0 }, Of(StepKind.Wait, 20_000),
            ],
            // One list leaves positions out.
            [
                market, Of(StepKind.Wait, 70_000),
                Of(StepKind.VenueFault) with
                {
                    Fault = VenueFaultKind.Withhold, Call = VenueCallKind.Positions,
                },
                Of(StepKind.Wait, 70_000),
            ],
        ];
        return options.IsVenueLate ? late : dice.Of(stories);
    }

    private static OrderSide Opposite(OrderSide side) => side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;

    private static Step Draw(Dice dice, StepKind kind)
    {
        bool isOrderCall = dice.Chance(40);
        return new Step(kind)
        {
            After = After(dice),
            Instrument = dice.Below(World.Instruments.Count),
            Strategy = dice.Below(2),
            Side = dice.Chance(50) ? OrderSide.Buy : OrderSide.Sell,
            Quantity = dice.From(1, 9),
            Distance = kind == StepKind.Fund ? dice.From(-5, 5) / 10_000m
                : kind == StepKind.Price && dice.Chance(20) ? dice.From(-12, 12) / 100m
                : kind == StepKind.Price ? dice.From(-30, 30) / 1_000m
                : dice.Chance(50) ? 0m : dice.From(1, 20) / 1_000m,
            Fault = isOrderCall ? dice.Of(OfOrders) : dice.Of(OfQueries),
            Call = isOrderCall ? dice.Of(VenueCallKind.Submit, VenueCallKind.Submit, VenueCallKind.Cancel)
                : dice.Of(Queries),
            StoreFault = dice.Of(OfStores),
            StoreCall = dice.Of(
                StoreCall.Commit, StoreCall.Commit, StoreCall.Commit, StoreCall.Load, StoreCall.Open,
                StoreCall.ReadJournal),
            Nth = kind == StepKind.KillAt ? dice.From(1, dice.Of(20, 100, 300)) : dice.From(1, 4),
            Times = dice.Of(1, 1, 2, 5),
            Time = kind == StepKind.SetClock ? TimeSpan.FromSeconds(dice.From(-3_600, 3_600))
                : TimeSpan.FromMilliseconds(dice.Of(50, 500, 2_000, 8_000, 40_000)),
        };
    }

    private static TimeSpan After(Dice dice) => TimeSpan.FromMilliseconds(
        dice.Of(0, 1, 20, 200, 1_000, 3_000, dice.From(1, 10_000), dice.From(1, 60_000)));
}

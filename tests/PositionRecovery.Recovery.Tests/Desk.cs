using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>What wider scenarios need: several strategies, accounts and venues, a clock that moves by hand, and the
/// journal as it is stored.</summary>
internal static class Desk
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    public static StrategyId Second { get; } = new("second");

    /// <summary>Options for a clock that moves faster than the disk: no limit on it is reached by accident.</summary>
    public static RecoveryOptions PatientOptions()
    {
        RecoveryOptions options = Market.Options();
        options.MaxRecoveryTime = TimeSpan.FromHours(1);
        options.MaxWarmupTime = TimeSpan.FromHours(1);
        options.HookTimeout = TimeSpan.FromMinutes(5);
        options.QueryTimeout = TimeSpan.FromMinutes(5);
        options.SubmitTimeout = TimeSpan.FromMinutes(5);
        options.State.LeaseTime = TimeSpan.FromMinutes(2);
        options.State.StoreTimeout = TimeSpan.FromMinutes(5);
        options.State.IntentTimeout = TimeSpan.FromMinutes(5);
        return options;
    }

    /// <summary>The same, with checks as close to each other as they may be.</summary>
    public static RecoveryOptions CheckingOptions(Action<CheckOptions>? change = null)
    {
        RecoveryOptions options = PatientOptions();
        options.Reconciliation = new CheckOptions
        {
            Enabled = true,
            InflightCheckIntervalMs = 1_000,
            InflightCheckThresholdMs = 1_000,
            OpenCheckIntervalSeconds = 1,
            OpenCheckThresholdMs = 1_000,
            PositionCheckIntervalSeconds = 2,
            PositionCheckThresholdMs = 1_000,
            QueriesPerSecond = 1_000,
        };
        change?.Invoke(options.Reconciliation);
        return options;
    }

    public static RecoveryCoordinator NewCoordinator(
        this Market market,
        IReadOnlyList<IRecoverableStrategy> strategies,
        RecoveryOptions? options = null,
        IReadOnlyList<VenuePorts>? venues = null,
        IPositionStore? store = null,
        TimeProvider? clock = null) => market.Own(new RecoveryCoordinator(new RecoverySetup
        {
            Trader = new("desk-7"),
            Store = store ?? market.OpenStore(),
            Venues = venues ?? [market.Venue.Ports],
            Strategies = strategies,
            Options = options ?? Market.Options(),
            TimeProvider = clock ?? TimeProvider.System,
        }));

    public static OrderIntent Order(
        string id,
        InstrumentId instrument,
        OrderSide side,
        decimal quantity,
        decimal? limit = null,
        StrategyId? strategy = null,
        AccountId? account = null,
        PositionSide positionSide = PositionSide.Net) => new()
        {
            Id = new(id),
            Strategy = strategy ?? TrendStrategy.Name,
            Account = account ?? Market.Account,
            Instrument = instrument,
            Side = side,
            Type = limit is null ? OrderType.Market : OrderType.Limit,
            Quantity = quantity,
            Price = limit,
            PositionSide = positionSide,
        };

    /// <summary>Asks leave, sends, and records what the venue reports, if the news gets through.</summary>
    public static async Task<IntentResult> TradeAsync(
        this RecoveryCoordinator coordinator, SimulatedVenue venue, OrderIntent order, bool isTold = true)
    {
        IntentResult permit = await coordinator.State.IntendAsync(order, CancellationToken.None);
        if (!permit.IsGranted)
        {
            return permit;
        }

        SubmitResult sent = await venue.SubmitAsync(
            new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, CancellationToken.None);
        if (sent.Status == SubmitStatus.Accepted && isTold)
        {
            await coordinator.TellAsync(venue, order, sent.VenueOrder);
        }

        return permit;
    }

    /// <summary>Records an acceptance and the executions so far.</summary>
    public static async Task TellAsync(
        this RecoveryCoordinator coordinator, SimulatedVenue venue, OrderIntent order, VenueOrderId? venueOrder)
    {
        await coordinator.State.RecordAsync(
            new OrderAcceptedEvent { At = venue.Now, Order = order.Id, VenueOrder = venueOrder }, CancellationToken.None);
        foreach (FillReport fill in venue.FillsOf(order.Account).Where(f => f.VenueOrder == venueOrder))
        {
            await coordinator.State.RecordAsync(
                new OrderFilledEvent { At = fill.At, Fill = Fill(order, fill) }, CancellationToken.None);
        }
    }

    public static FillSnapshot Fill(OrderIntent order, FillReport fill) => new()
    {
        Trade = fill.Trade, Order = order.Id, Account = order.Account, Instrument = order.Instrument, Side = fill.Side,
        Quantity = fill.Quantity, Price = fill.Price, Fee = fill.Fee, FeeAsset = fill.FeeAsset, At = fill.At,
    };

    public static decimal QuantityOf(
        this RecoveryCoordinator coordinator,
        InstrumentId instrument,
        StrategyId? strategy = null,
        AccountId? account = null,
        PositionSide side = PositionSide.Net) => coordinator.State.FindPosition(
            new PositionKey(strategy ?? TrendStrategy.Name, account ?? Market.Account, instrument, side))?.Quantity ?? 0m;

    public static GateDecision Gate(
        this RecoveryCoordinator coordinator,
        InstrumentId instrument,
        OrderAction action = OrderAction.Enter,
        StrategyId? strategy = null,
        AccountId? account = null,
        PositionSide side = PositionSide.Net) => coordinator.Gate.Check(new GateRequest
        {
            Strategy = strategy ?? TrendStrategy.Name, Account = account ?? Market.Account, Instrument = instrument,
            Action = action, PositionSide = side,
        });

    public static Verdict? VerdictOf(this RecoveryReport report, InstrumentId instrument, AccountId? account = null) =>
        report.Verdicts.FirstOrDefault(v => v.Instrument == instrument && v.Account == (account ?? Market.Account))
            ?.Verdict;

    /// <summary>The report in words, for a test that fails.</summary>
    public static string Words(this RecoveryReport report) => string.Join('\n',
    [
        report.Summary,
        .. report.Problems,
        .. report.Plan?.Diff.Select(static d => $"{d.Kind} {d.Severity}: {d.Explanation}") ?? [],
        .. report.Verdicts.Select(static v => $"{v.Instrument} in {v.Account} {v.Side} {v.Verdict}: {v.Explanation}"),
        .. report.Exits.Select(static e => $"{e.Leg} {e.Order} {e.Outcome}: {e.Explanation}"),
        .. report.Plan?.Questions.Select(static q => $"open: {q.Query}") ?? [],
    ]);

    public static void IsReady(this RecoveryReport report) =>
        Assert.True(report.Outcome == RecoveryOutcome.Ready, report.Words());

    /// <summary>All that is stored of the trader.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> JournalAsync(this Market market)
    {
        await using Sqlite.SqlitePositionStore store = new(new() { Path = market.DatabasePath });
        var entries = new List<JournalEntry>();
        await foreach (JournalEntry entry in new StateReader(store, new("desk-7"), null).ReadJournalAsync())
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Waits for something that is going to happen.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what, RecoveryCoordinator? engine = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(
                limit.IsCancellationRequested, $"It did not happen: {what}.\n{engine?.LastReport?.Words()}");
            await Task.Delay(1, CancellationToken.None);
        }
    }

    /// <summary>Moves the clock until something happened. On a busy machine it stands while work waits for a thread, so
    /// that limits are not reached because nobody got on.</summary>
    public static Task DriveUntilAsync(
        this FakeTimeProvider clock, Func<bool> condition, string what, RecoveryCoordinator? engine = null) =>
        UntilAsync(
            () =>
            {
                if (condition())
                {
                    return true;
                }

                if (ThreadPool.PendingWorkItemCount == 0)
                {
                    clock.Advance(clock.NextTimer is { } next && next < Step ? next : Step);
                }

                return false;
            },
            what,
            engine);

    /// <summary>Moves the clock until something ends.</summary>
    public static async Task<T> DriveAsync<T>(this FakeTimeProvider clock, Task<T> work)
    {
        await clock.DriveUntilAsync(() => work.IsCompleted, "the end of the call");
        return await work;
    }

    /// <summary>Moves the clock on by so much, step by step, with time for what it sets off.</summary>
    public static async Task DriveForAsync(this FakeTimeProvider clock, TimeSpan time)
    {
        TimeSpan end = clock.Elapsed + time;
        await clock.DriveUntilAsync(() => clock.Elapsed >= end, $"{time} passed");
    }
}

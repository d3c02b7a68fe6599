using FsCheck;
using FsCheck.Fluent;
using PositionRecovery.Testing;

namespace PositionRecovery.Binance.Tests;

public sealed class BudgetTests
{
    private const int Limit = 100;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly RateLimit[] Limits =
    [
        new(RateLimitKind.Weight, Minute, Limit), new(RateLimitKind.Orders, TimeSpan.FromSeconds(10), 5),
    ];

    private static readonly Arbitrary<Load[]> Loads = (
        from gap in Gen.Choose(0, 4_000)
        from latency in Gen.Choose(0, 30_000)
        from arrival in Gen.Choose(0, 100)
        from weight in Gen.Frequency((5, Gen.Choose(1, 5)), (2, Gen.Choose(10, 40)), (1, Gen.Choose(0, 0)))
        from orders in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from isAnswered in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new Load(gap, latency, arrival, weight, orders, isAnswered))
        .ArrayOf().Where(static loads => loads.Length > 0).ToArbitrary();

    [Fact]
    public void Take_AnyLoad_NeverExceedsALimitInAnySpan() =>
        Prop.ForAll(Loads, static loads =>
        {
            (List<(long At, int Weight, int Orders)> arrived, int granted) = Run(loads);
            return granted == loads.Length
                && Most(arrived.Select(static a => (a.At, a.Weight)), Minute) <= Limit
                && Most(arrived.Select(static a => (a.At, a.Orders)), TimeSpan.FromSeconds(10)) <= 5;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(120).WithReplay(7UL, 11UL));

    [Fact]
    public async Task Take_NoRoom_WaitsUntilTheFirstFallsOut()
    {
        var clock = new FakeTimeProvider();
        var budget = new RequestBudget(clock, Limits);
        BudgetSlot first = await budget.TakeAsync(Read(80), CancellationToken.None);
        budget.End(first, isAnswered: true);

        Task<BudgetSlot> second = budget.TakeAsync(Read(1), CancellationToken.None).AsTask();

        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Take_ShareUsedUp_OrdersStillGo()
    {
        var budget = new RequestBudget(new FakeTimeProvider(), Limits);
        await budget.TakeAsync(Read(80), CancellationToken.None);
        Task<BudgetSlot> read = budget.TakeAsync(Read(1), CancellationToken.None).AsTask();

        Task<BudgetSlot> order = budget.TakeAsync(Order(1), CancellationToken.None).AsTask();

        Assert.True(order.IsCompletedSuccessfully);
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task Learn_VenueCountsMore_LeavesRoomForTheOthers()
    {
        var clock = new FakeTimeProvider();
        var budget = new RequestBudget(clock, Limits);
        budget.Learn(RateLimitKind.Weight, Minute, used: 95);

        Task<BudgetSlot> six = budget.TakeAsync(Read(6), CancellationToken.None).AsTask();

        Assert.False(six.IsCompleted);
        clock.Advance(Minute + TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await six);
    }

    [Fact]
    public async Task Learn_LowerLimit_HoldsFromThenOn()
    {
        var budget = new RequestBudget(new FakeTimeProvider(), Limits);
        budget.Learn([new RateLimit(RateLimitKind.Weight, Minute, 50)]);

        await budget.TakeAsync(Read(40), CancellationToken.None);

        Assert.False(budget.TakeAsync(Read(1), CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Take_MoreThanMayEverBeSent_FailsAtOnce()
    {
        var budget = new RequestBudget(new FakeTimeProvider(), Limits);

        ApiException error = await Assert.ThrowsAsync<ApiException>(
            async () => await budget.TakeAsync(Read(81), CancellationToken.None));

        Assert.Equal(ExecutionKnowledge.NotExecuted, error.Execution);
        Assert.Contains("it counts 81, and 80 of Weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_SomebodyWaits_FailsThemWithTheTimeLeft()
    {
        var clock = new FakeTimeProvider();
        var budget = new RequestBudget(clock, Limits);
        await budget.TakeAsync(Read(80), CancellationToken.None);
        Task<BudgetSlot> waiting = budget.TakeAsync(Read(10), CancellationToken.None).AsTask();

        budget.Pause(TimeSpan.FromSeconds(30), TimeSpan.Zero);
        ApiException waited = await Assert.ThrowsAsync<ApiException>(() => waiting);
        clock.Advance(TimeSpan.FromSeconds(10));
        ApiException later = await Assert.ThrowsAsync<ApiException>(
            async () => await budget.TakeAsync(Order(1), CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(30), waited.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(20), later.RetryAfter);
        Assert.True(later.IsTransient);
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.NotNull(await budget.TakeAsync(Order(1), CancellationToken.None));
    }

    [Fact]
    public void Pause_VenueDoesNotSayHowLong_DoublesEachTime()
    {
        var budget = new RequestBudget(new FakeTimeProvider(), Limits);
        TimeSpan first = TimeSpan.FromSeconds(5);

        TimeSpan[] pauses = [budget.Pause(null, first), budget.Pause(null, first), budget.Pause(null, first)];
        budget.Relax();

        Assert.Equal([5, 10, 20], pauses.Select(static p => p.TotalSeconds));
        Assert.Equal(first, budget.Pause(null, first));
    }

    [Fact]
    public async Task Take_HeadOfTheLineGivesUp_TheNextGoes()
    {
        var clock = new FakeTimeProvider();
        var budget = new RequestBudget(clock, Limits);
        BudgetSlot first = await budget.TakeAsync(Read(60), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Task<BudgetSlot> heavy = budget.TakeAsync(Read(50), stop.Token).AsTask();
        Task<BudgetSlot> light = budget.TakeAsync(Read(10), CancellationToken.None).AsTask();

        await stop.CancelAsync();
        budget.End(first, isAnswered: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => heavy);
        Assert.NotNull(await light);
    }

    /// <summary>Plays the loads; each arrives somewhere between leaving and its answer, and one without an answer up to
    /// ten seconds later.</summary>
    private static (List<(long At, int Weight, int Orders)> Arrived, int Granted) Run(Load[] loads)
    {
        // Who waits then goes on at once, in the thread that moves the clock.
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new FakeTimeProvider();
        var budget = new RequestBudget(clock, Limits);
        var arrived = new List<(long, int, int)>();
        var running = new List<Task>();
        foreach (Load load in loads)
        {
            running.Add(OneAsync(load));
            clock.Advance(TimeSpan.FromMilliseconds(load.Gap));
        }

        for (int i = 0; i < 10_000 && running.Exists(static t => !t.IsCompleted); i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return (arrived, running.Count(static t => t.IsCompletedSuccessfully));

        async Task OneAsync(Load load)
        {
            var cost = new RequestCost(load.Weight, load.Orders, 0.8m, load.Orders > 0);
            BudgetSlot slot = await budget.TakeAsync(cost, CancellationToken.None);
            long latest = load.Latency + (load.IsAnswered ? 0 : 10_000);
            arrived.Add((clock.Elapsed.Ticks + (latest * load.Arrival * 100), load.Weight, load.Orders));
            await Task.Delay(TimeSpan.FromMilliseconds(load.Latency), clock);
            budget.End(slot, load.IsAnswered);
        }
    }

    /// <summary>The most within any span, both its ends included.</summary>
    private static int Most(IEnumerable<(long At, int Amount)> arrivals, TimeSpan span)
    {
        (long At, int Amount)[] all = [.. arrivals.OrderBy(static a => a.At)];
        return all.Max(first => all.Where(a => a.At >= first.At && a.At <= first.At + span.Ticks).Sum(static a => a.Amount));
    }

    private static RequestCost Read(int weight) => new(weight, 0, 0.8m, IsUrgent: false);

    private static RequestCost Order(int weight) => new(weight, 1, 0.8m, IsUrgent: true);

    /// <summary>One request: milliseconds until the next, until its answer, and the percentage of that on the way there.
    /// </summary>
    internal sealed record Load(int Gap, int Latency, int Arrival, int Weight, int Orders, bool IsAnswered);
}

using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Recovery.Reading;

public sealed class RequestBudgetTests
{
    private static readonly RequestClass Present = new(RequestPriority.Present);
    private static readonly RequestClass History = new(RequestPriority.History);
    private static readonly RequestClass Check = new(RequestPriority.Present, IsContinuous: true);

    private readonly FakeTimeProvider _clock = new();
    private readonly List<(string Name, TimeSpan At)> _sent = [];

    [Fact]
    public void TakeAsync_MoreThanTheBurst_GoesOnAtTheRate()
    {
        Send(Budget(perSecond: 10, burst: 3), [.. Enumerable.Repeat(("a", Present), 5)]);

        Assert.Equal([0, 0, 0, 100, 200], _sent.Select(static s => s.At.TotalMilliseconds));
    }

    [Fact]
    public void TakeAsync_SeveralWait_TheUrgentGoesFirst()
    {
        Send(
            Budget(perSecond: 10, burst: 1),
            [("first", History), ("history", History), ("present", Present), ("urgent", RequestClass.Urgent)]);

        Assert.Equal(["first", "urgent", "present", "history"], _sent.Select(static s => s.Name));
    }

    [Fact]
    public void TakeAsync_ContinuousChecks_HaveTheirShareAndNoMore()
    {
        (string, RequestClass)[] checks = [.. Enumerable.Repeat(("check", Check), 30)];
        (string, RequestClass)[] recovery = [.. Enumerable.Repeat(("recovery", History), 30)];
        Send(Budget(perSecond: 20, burst: 10), [.. checks, .. recovery]);

        int checksInASecond = _sent.Count(static s => s.Name == "check" && s.At < TimeSpan.FromSeconds(1));
        int recoveryInASecond = _sent.Count(static s => s.Name == "recovery" && s.At < TimeSpan.FromSeconds(1));
        Assert.Equal((7, 22), (checksInASecond, recoveryInASecond));
        Assert.Equal(60, _sent.Count);
    }

    [Fact]
    public void TakeAsync_Cancelled_LeavesItsPlaceToTheNext()
    {
        RequestBudget budget = Budget(perSecond: 10, burst: 1);
        using var cancellation = new CancellationTokenSource();

        Clockwork.Run(_clock, async () =>
        {
            (await budget.TakeAsync(Present, default)).Return();
            Task gone = budget.TakeAsync(Present, cancellation.Token).AsTask();
            Task next = SendAsync(budget, "next", Present);
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
            await next;
            return 0;
        });

        Assert.Equal([("next", TimeSpan.FromMilliseconds(100))], _sent);
    }

    [Fact]
    public void TakeAsync_ThousandsThatEndAtOnce_DoNotGrowTheStack()
    {
        var budget = new RequestBudget(_clock, new ReadLimits { RequestsPerSecond = 100_000, Burst = 100_000 }, 1);

        Clockwork.Run(_clock, async () =>
        {
            RequestSlot first = await budget.TakeAsync(Present, default);
            Task[] waiting = [.. Enumerable.Range(0, 20_000).Select(_ => SendAsync(budget, "a", Present))];
            first.Return();
            await Task.WhenAll(waiting);
            return 0;
        });

        Assert.Equal(20_000, _sent.Count);
    }

    [Fact]
    public void Pause_LongerThanIsWorthWaiting_FailsThoseWhoWaitAlready()
    {
        RequestBudget budget = Budget(perSecond: 10, burst: 1);

        Clockwork.Run(_clock, async () =>
        {
            (await budget.TakeAsync(Present, default)).Return();
            Task waiting = budget.TakeAsync(Present, default).AsTask();
            budget.Pause(TimeSpan.FromMinutes(1));
            await Assert.ThrowsAsync<VenueException>(() => waiting);
            return 0;
        });

        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    private RequestBudget Budget(int perSecond, int burst) => new(
        _clock,
        new ReadLimits
        {
            RequestsPerSecond = perSecond, Burst = burst, ContinuousPerSecond = 5, ContinuousBurst = 3,
        },
        slots: 100);

    private void Send(RequestBudget budget, (string Name, RequestClass Sort)[] requests) => Clockwork.Run(
        _clock,
        async () =>
        {
            await Task.WhenAll(requests.Select(r => SendAsync(budget, r.Name, r.Sort)));
            return 0;
        });

    private async Task SendAsync(RequestBudget budget, string name, RequestClass sort)
    {
        RequestSlot slot = await budget.TakeAsync(sort, CancellationToken.None).ConfigureAwait(false);
        _sent.Add((name, _clock.Elapsed));
        slot.Return();
    }
}

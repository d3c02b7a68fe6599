using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

public sealed class FaultTests
{
    private readonly VenueDesk _desk = new();

    private readonly PositionsQuery _positions = new() { Account = VenueDesk.Main };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_Fails_ThrowsAsOftenAsPlanted(bool isTransient)
    {
        _desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.Fail, Nth = 2, Times = 2, IsTransient = isTransient });
        await _desk.AskAsync(_positions);
        for (int i = 0; i < 2; i++)
        {
            VenueException error = await Assert.ThrowsAsync<VenueException>(() => _desk.AskAsync(_positions));
            Assert.Equal(isTransient, error.IsTransient);
        }

        Assert.True((await _desk.AskAsync(_positions)).Coverage.IsComplete);
        Assert.Equal(4, _desk.Venue.Calls[VenueCallKind.Positions]);
    }

    [Fact]
    public async Task Fault_OfACallAndAnInstrument_LeavesOthers()
    {
        _desk.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.AnswerFailed, Call = VenueCallKind.Positions, Instrument = VenueDesk.Btc.Id, Times = null,
        });
        Assert.False((await _desk.AskAsync(_positions)).Coverage.IsComplete);
        Assert.False((await _desk.AskAsync(_positions with { Instrument = VenueDesk.Btc.Id })).Coverage.IsComplete);
        Assert.True((await _desk.AskAsync(_positions with { Instrument = VenueDesk.Eth.Id })).Coverage.IsComplete);
        Assert.True((await _desk.AskAsync(new BalancesQuery { Account = VenueDesk.Main })).Coverage.IsComplete);
    }

    [Theory]
    [InlineData(VenueFaultKind.TimeOutBefore, 0)]
    [InlineData(VenueFaultKind.TimeOutAfter, 1)]
    public async Task Submit_TimesOut_IsUnknownAndTheLedgerKnows(VenueFaultKind kind, int taken)
    {
        _desk.Venue.Plant(new VenueFault { Kind = kind, Call = VenueCallKind.Submit });
        Assert.Equal(SubmitStatus.Unknown, (await _desk.SendAsync(_desk.Order("a", 1))).Status);
        Assert.Equal(taken, _desk.Venue.AcceptedOrders.Count);
        Assert.Equal(taken == 1, Assert.Single(_desk.Venue.SubmitAttempts).Effect is not null);
        Assert.Equal(taken, _desk.Position);
    }

    [Theory]
    [InlineData(VenueFaultKind.HangBefore, 0)]
    [InlineData(VenueFaultKind.HangAfter, 1)]
    public async Task Submit_Hangs_UntilTheCallerGivesUp(VenueFaultKind kind, int taken)
    {
        _desk.Venue.Plant(new VenueFault { Kind = kind, Call = VenueCallKind.Submit });
        using var source = new CancellationTokenSource();
        Task<SubmitResult> sending = SendAsync(source.Token);
        Assert.False(sending.IsCompleted);
        Assert.Equal(taken, _desk.Venue.AcceptedOrders.Count);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Submit_AcceptedLate_WorksAfterThatTime()
    {
        _desk.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.AcceptLate, Call = VenueCallKind.Submit, Time = TimeSpan.FromSeconds(30),
        });
        Assert.Equal(SubmitStatus.Unknown, (await _desk.SendAsync(_desk.Order("a", 1))).Status);
        _desk.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(_desk.Venue.AcceptedOrders);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(_desk.Venue.Now, Assert.Single(_desk.Venue.AcceptedOrders).At);
    }

    [Fact]
    public async Task Submit_AcceptedLaterThanItsLife_IsRefused()
    {
        var desk = new VenueDesk(static s => s with { RequestLife = TimeSpan.FromSeconds(10) });
        desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.AcceptLate, Time = TimeSpan.FromSeconds(30) });
        await desk.SendAsync(desk.Order("a", 1));
        desk.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(desk.Venue.AcceptedOrders);
        Assert.Equal(SubmitStatus.Rejected, desk.Venue.SubmitAttempts[0].Effect?.Status);
    }

    [Fact]
    public async Task Submit_Delayed_ArrivesAlsoWhenTheCallerGaveUp()
    {
        _desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.Delay, Time = TimeSpan.FromSeconds(2) });
        using var source = new CancellationTokenSource();
        Task<SubmitResult> sending = SendAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Empty(_desk.Venue.AcceptedOrders);
        _desk.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(_desk.Venue.AcceptedOrders);
    }

    [Fact]
    public async Task Submit_PastItsDeadline_IsNotSent()
    {
        _desk.Venue.BeforeCall = (_, _) =>
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(5));
            return ValueTask.CompletedTask;
        };
        await Assert.ThrowsAsync<VenueException>(async () => await _desk.SendAsync(_desk.Order("a", 1)));
        Assert.Empty(_desk.Venue.AcceptedOrders);
    }

    [Fact]
    public async Task Lag_OfEachEndpoint_ShowsItsOwnPast()
    {
        foreach ((VenueCallKind call, int seconds) in new[]
            { (VenueCallKind.OpenOrders, 10), (VenueCallKind.Fills, 20), (VenueCallKind.Positions, 30) })
        {
            _desk.Venue.Plant(new VenueFault
            {
                Kind = VenueFaultKind.Lag, Call = call, Time = TimeSpan.FromSeconds(seconds), Times = null,
            });
        }

        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.PlaceAsync(_desk.Order("a", 2, OrderType.Limit, 90));
        _desk.Clock.Advance(TimeSpan.FromSeconds(5));
        _desk.Venue.FillPartly(new("a"), 1);
        DateTimeOffset from = _desk.Clock.GetUtcNow().AddHours(-1);
        List<string> seen = [];
        for (int i = 0; i < 4; i++)
        {
            OrderReport? order = (await _desk.ReadAsync<OrderReport>(
                new OpenOrdersQuery { Account = VenueDesk.Main })).SingleOrDefault();
            int fills = (await _desk.ReadAsync<FillReport>(new FillsQuery { Account = VenueDesk.Main, From = from })).Length;
            int positions = (await _desk.ReadAsync<PositionReport>(_positions)).Length;
            seen.Add($"{order?.Filled} {fills} {positions}");
            _desk.Clock.Advance(TimeSpan.FromSeconds(i == 0 ? 6 : 10));
        }

        Assert.Equal([" 0 0", "0 0 0", "1 0 0", "1 1 0"], seen);
        Assert.Single(await _desk.ReadAsync<PositionReport>(_positions));
    }

    [Fact]
    public async Task CutPage_OfExecutions_IsPartialFromTheFirstShown()
    {
        for (int i = 0; i < 4; i++)
        {
            _desk.Move(100 + i);
            await _desk.PlaceAsync(_desk.Order($"o{i}", 1));
        }

        _desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.CutPage });
        VenueAnswer answer = await _desk.AskAsync(
            new FillsQuery { Account = VenueDesk.Main, From = _desk.Venue.Now.AddHours(-1) });
        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal(["o2", "o3"], answer.Reports.Cast<FillReport>().Select(static f => f.ClientOrder?.Value));
        Assert.InRange(answer.Coverage.From!.Value, _desk.Venue.FillsOf(VenueDesk.Main)[1].At.AddTicks(1),
            _desk.Venue.FillsOf(VenueDesk.Main)[2].At);
    }

    [Theory]
    [InlineData(VenueFaultKind.Duplicate, "a a b b")]
    [InlineData(VenueFaultKind.Reorder, "b a")]
    [InlineData(VenueFaultKind.Withhold, "")]
    [InlineData(VenueFaultKind.CutPage, "a")]
    public async Task RowFault_OfAList_ChangesItsRows(VenueFaultKind kind, string names)
    {
        await _desk.PlaceAsync(_desk.Order("a", 1, OrderType.Limit, 90));
        await _desk.PlaceAsync(_desk.Order("b", 1, OrderType.Limit, 80));
        _desk.Venue.Plant(new VenueFault { Kind = kind });
        VenueAnswer answer = await _desk.AskAsync(new OpenOrdersQuery { Account = VenueDesk.Main });
        Assert.Equal(names, string.Join(' ', answer.Reports.Cast<OrderReport>().Select(static o => o.ClientOrder)));
        Assert.Equal(kind != VenueFaultKind.CutPage, answer.Coverage.IsComplete);
    }

    [Fact]
    public async Task WrongRows_OfOneKindOnly_AreThose()
    {
        await _desk.PlaceAsync(_desk.Order("a", 1, OrderType.Limit, 90));
        await _desk.PlaceAsync(_desk.Order("b", 1, OrderType.Limit, 80));
        _desk.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.WrongRows, Which = static r => r is OrderReport { ClientOrder.Value: "b" },
        });
        OrderReport[] rows = await _desk.ReadAsync<OrderReport>(new OpenOrdersQuery { Account = VenueDesk.Main });
        Assert.Equal([OrderStatus.Accepted, OrderStatus.Unknown], rows.Select(static r => r.Status));
    }

    [Fact]
    public async Task Ban_WhileItLasts_RefusesAndCountsEveryCall()
    {
        _desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.Ban, Time = TimeSpan.FromMinutes(2) });
        VenueException error = await Assert.ThrowsAsync<VenueException>(() => _desk.AskAsync(_positions));
        Assert.Equal(TimeSpan.FromMinutes(2), error.RetryAfter);
        Assert.Equal(0, _desk.Venue.CallsDuringBan);
        _desk.Clock.Advance(TimeSpan.FromSeconds(90));
        error = await Assert.ThrowsAsync<VenueException>(async () => await _desk.SendAsync(_desk.Order("a", 1)));
        Assert.Equal(TimeSpan.FromSeconds(30), error.RetryAfter);
        Assert.Equal(1, _desk.Venue.CallsDuringBan);
        Assert.Empty(_desk.Venue.AcceptedOrders);
        _desk.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await _desk.AskAsync(_positions)).Coverage.IsComplete);
    }

    [Fact]
    public async Task CallsPerMinute_Exceeded_RefusesThenBans()
    {
        var desk = new VenueDesk(static s => s with { CallsPerMinute = 2 });
        desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await desk.AskAsync(_positions);
        await desk.AskAsync(_positions);
        VenueException error = await Assert.ThrowsAsync<VenueException>(() => desk.AskAsync(_positions));
        Assert.Equal(TimeSpan.FromSeconds(40), error.RetryAfter);
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<VenueException>(() => desk.AskAsync(_positions));
        }

        Assert.Equal((4, 1), (desk.Venue.CallsBeforeRetry, desk.Venue.CallsDuringBan));
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.AskAsync(_positions);
    }

    [Fact]
    public async Task Outage_UntilRemoved_LetsNothingThrough()
    {
        _desk.Venue.Plant(VenueFault.Outage);
        await Assert.ThrowsAsync<VenueException>(() => _desk.AskAsync(_positions));
        await Assert.ThrowsAsync<VenueException>(async () => await _desk.SendAsync(_desk.Order("a", 1)));
        _desk.Venue.Remove(VenueFault.Outage);
        await _desk.AskAsync(_positions);
        Assert.Empty(_desk.Venue.AcceptedOrders);
    }

    [Fact]
    public async Task Disconnect_WhileSending_LeavesTheOrderAtTheVenue()
    {
        _desk.Venue.Plant(VenueFault.Disconnect);
        Assert.Equal(SubmitStatus.Unknown, (await _desk.SendAsync(_desk.Order("a", 1))).Status);
        Assert.Single(_desk.Venue.AcceptedOrders);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Hook_ThatNeverEnds_FreezesTheCallerThere(bool isBefore, int taken)
    {
        Func<VenueCall, CancellationToken, ValueTask> freeze =
            static (call, _) => call.Kind == VenueCallKind.Submit ? new(new TaskCompletionSource().Task) : default;
        _desk.Venue.BeforeCall = isBefore ? freeze : null;
        _desk.Venue.AfterEffect = isBefore ? null : freeze;
        ValueTask<SubmitResult> frozen = _desk.SendAsync(_desk.Order("a", 1));
        Assert.False(frozen.IsCompleted);
        Assert.Equal(taken, _desk.Venue.AcceptedOrders.Count);
        Assert.True((await _desk.AskAsync(_positions)).Coverage.IsComplete);
    }

    [Fact]
    public async Task Cancel_TimesOutAfter_IsUnknownAndCanceled()
    {
        OrderIntent order = _desk.Order("a", 1, OrderType.Limit, 90);
        await _desk.PlaceAsync(order);
        _desk.Venue.Plant(new VenueFault { Kind = VenueFaultKind.TimeOutAfter, Call = VenueCallKind.Cancel });
        Assert.Equal(SubmitStatus.Unknown, (await _desk.CancelAsync(order)).Status);
        Assert.Equal("Limit 0/1 Canceled", _desk.State("a"));
        Assert.Equal(SubmitStatus.Rejected, (await _desk.CancelAsync(order)).Status);
    }

    private async Task<SubmitResult> SendAsync(CancellationToken cancellationToken) => await _desk.Venue.SubmitAsync(
        new OrderSubmission { Order = _desk.Order("a", 1), SendBefore = DateTimeOffset.MaxValue }, cancellationToken);
}

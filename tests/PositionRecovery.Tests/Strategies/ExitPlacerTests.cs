using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Strategies;

public sealed class ExitPlacerTests : IAsyncLifetime
{
    private readonly StateDesk _desk = new();
    private readonly ScriptedGateway _gateway = new();
    private readonly List<OrderQuery> _asked = [];
    private StateManager _state = null!;
    private Func<OrderQuery, OrderReport?> _answer = static _ => null;
    private Func<decimal?> _position = static () => 10m;

    private FakeTimeProvider Clock => _desk.Clock;

    public async Task InitializeAsync()
    {
        _state = await _desk.StartAsync();
        await _desk.TradeAsync(_state, "entry", OrderSide.Buy, 10m, 100m);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Place_Accepted_IsDurableBeforeItIsSent()
    {
        _gateway.OnSubmit = submission =>
        {
            Assert.Equal(OrderStatus.Intended, _state.FindOrder(submission.Order.Id)!.Status);
            Assert.Equal(_state.Health.Sequence, _state.Health.DurableSequence);
            return Task.FromResult(SubmitResult.Accepted(new VenueOrderId("V1")));
        };

        ExitReport result = await OnlyAsync();

        Assert.Equal(ExitOutcome.Placed, result.Outcome);
        OrderSnapshot placed = _state.FindOrder(result.Order!.Value)!;
        Assert.Equal((OrderStatus.Accepted, "V1"), (placed.Status, placed.VenueOrder!.Value.Value));
    }

    [Fact]
    public async Task Place_Twice_IsSentOnce()
    {
        ExitSituation seen = Situation();
        ExitProposal proposal = ExitPlanner.Plan(seen);
        ExitPlacer placer = Placer();
        await placer.RunAsync(seen, proposal, CancellationToken.None);

        IReadOnlyList<ExitReport> again = await placer.RunAsync(seen, proposal, CancellationToken.None);

        Assert.Equal(ExitOutcome.Pending, Assert.Single(again).Outcome);
        Assert.Single(_gateway.Submitted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    [InlineData(-10)]
    public async Task Place_PositionIsNotThatAnyMore_SendsNothing(int? now)
    {
        _position = () => now;

        ExitReport result = await OnlyAsync();

        Assert.Equal(ExitOutcome.Pending, result.Outcome);
        Assert.Empty(_gateway.Submitted);
        Assert.Null(_state.FindOrder(result.Order!.Value)); // no number was used up
    }

    [Fact]
    public async Task Place_BookIsFlatMeanwhile_SendsNothing()
    {
        ExitSituation seen = Situation();
        await _desk.TradeAsync(_state, "manual", OrderSide.Sell, 10m, 100m);

        Assert.Equal(ExitOutcome.Pending, (await OnlyAsync(seen)).Outcome);
        Assert.Empty(_gateway.Submitted);
    }

    [Theory]
    [InlineData("rejected", OrderStatus.Rejected, "no margin")]
    [InlineData("would trigger", OrderStatus.Rejected, "would trigger at once: too late")]
    [InlineData("not sent", OrderStatus.Denied, "offline")]
    public async Task Place_Refused_IsRecordedAsItWas(string what, OrderStatus status, string reason)
    {
        _gateway.OnSubmit = _ => what switch
        {
            "rejected" => Task.FromResult(SubmitResult.Rejected("no margin")),
            "would trigger" => Task.FromResult(SubmitResult.WouldTrigger("too late")),
            _ => throw new VenueException("offline"),
        };

        ExitReport result = await OnlyAsync();

        OrderSnapshot order = _state.FindOrder(result.Order!.Value)!;
        Assert.Equal((status, reason), (order.Status, order.Reason));
    }

    [Theory]
    [InlineData(OrderStatus.Accepted, ExitOutcome.Placed, OrderStatus.Accepted)]
    [InlineData(OrderStatus.Rejected, ExitOutcome.Pending, OrderStatus.Submitted)] // its end is the reconciler's to judge
    [InlineData(null, ExitOutcome.Pending, OrderStatus.Submitted)]
    public async Task Place_OutcomeUnknown_AsksAndNeverSendsAgain(
        OrderStatus? atVenue, ExitOutcome outcome, OrderStatus recorded)
    {
        _gateway.OnSubmit = static _ => Task.FromResult(SubmitResult.Unknown("timeout"));
        _answer = q => atVenue is { } status ? Report(q, status) : null;

        ExitReport result = await OnlyAsync();

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(recorded, _state.FindOrder(result.Order!.Value)!.Status);
        Assert.Equal(result.Order, Assert.Single(_asked).ClientOrder);
        Assert.DoesNotContain(ExitPlanner.Plan(Situation()).Decisions, d => d.Kind == ExitDecisionKind.Place);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("gives up by itself")]
    [InlineData("breaks")]
    public async Task Place_GatewayDoesNotAnswer_IsUnknownNotStopped(string how)
    {
        _gateway.OnSubmit = _ => how switch
        {
            "hangs" => new TaskCompletionSource<SubmitResult>().Task,
            "gives up by itself" => throw new TaskCanceledException("its own time limit"),
            _ => throw new InvalidOperationException("defect"),
        };

        Task<ExitReport> placing = OnlyAsync();
        await AdvanceAsync(placing);

        Assert.Equal(OrderStatus.Submitted, _state.FindOrder((await placing).Order!.Value)!.Status);
    }

    [Fact]
    public async Task Place_Pair_BothIntentsAreDurableAndOneCallSendsThem()
    {
        _gateway.OnSubmit = s =>
        {
            Assert.Equal(OrderStatus.Intended, _state.FindOrder(s.CancelsOther!.Id)!.Status);
            return Task.FromResult(SubmitResult.Accepted(new VenueOrderId("V1")));
        };
        ExitSituation seen = Situation() with
        {
            Plan = ExitPlan.OneCancelsOther(ExitLeg.Stop("sl", 90m), ExitLeg.TakeProfit("tp", 110m)),
            Venue = Venue(SubmitGuarantee.QueryableById) with { SupportsOneCancelsOther = true },
        };

        IReadOnlyList<ExitReport> reports =
            await Placer().RunAsync(seen, ExitPlanner.Plan(seen), CancellationToken.None);

        Assert.Equal(["sl", "tp"], reports.Select(r => r.Leg));
        Assert.All(reports, r => Assert.Equal(OrderStatus.Accepted, _state.FindOrder(r.Order!.Value)!.Status));
        Assert.Single(_gateway.Submitted);
    }

    [Fact]
    public async Task Place_VenueRefusesAtLength_IsRecordedShortened()
    {
        _gateway.OnSubmit = static _ => Task.FromResult(SubmitResult.WouldTrigger(new string('x', 600)));

        ExitReport result = await OnlyAsync();

        Assert.Equal(512, _state.FindOrder(result.Order!.Value)!.Reason!.Length);
    }

    [Fact]
    public async Task Place_ExecutedWhileTheIntentIsMadeDurable_IsNotSent()
    {
        ExitSituation seen = Situation();
        _desk.Plant(StoreCall.Commit, StoreFaultKind.Delay, delay: TimeSpan.FromMilliseconds(300));
        Task<ExitReport> placing = OnlyAsync(seen);
        Assert.True(_state.TryRecord(_desk.Fill("entry", 1m))); // an overfill: the position is 11 now
        await AdvanceAsync(placing);

        Assert.Equal(ExitOutcome.Pending, (await placing).Outcome);
        Assert.Empty(_gateway.Submitted);
    }

    [Fact]
    public async Task Place_OutcomeUnknownAndVenueCannotBeAsked_CallsAPerson()
    {
        _gateway.OnSubmit = static _ => Task.FromResult(SubmitResult.Unknown("timeout"));

        ExitReport result = await OnlyAsync(guarantee: SubmitGuarantee.Neither);

        Assert.Equal(ExitOutcome.Unresolved, result.Outcome);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Place_NoGateway_SendsNothing()
    {
        ExitReport result = Assert.Single(await Placer(hasGateway: false)
            .RunAsync(Situation(), ExitPlanner.Plan(Situation()), CancellationToken.None));

        Assert.Equal(ExitOutcome.Pending, result.Outcome);
    }

    [Fact]
    public async Task Cancel_Confirmed_IsCanceledAndTheNextAttemptFollows()
    {
        ExitReport placed = await OnlyAsync();
        _answer = q => Report(q, OrderStatus.Canceled);
        ExitSituation moved = Situation() with { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 85m)) };

        Assert.Equal(ExitOutcome.Cancelled, (await OnlyAsync(moved)).Outcome);
        ExitReport next = await OnlyAsync(Situation() with { Plan = moved.Plan });

        Assert.Equal(ExitOutcome.Placed, next.Outcome);
        Assert.NotEqual(placed.Order, next.Order);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(15)]
    public async Task Cancel_NothingCanFollow_LeavesWhatWorks(int? there)
    {
        ExitReport placed = await OnlyAsync();
        _position = () => there;

        ExitReport result = await OnlyAsync(Situation() with { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 85m)) });

        Assert.Equal(ExitOutcome.Pending, result.Outcome);
        Assert.Equal(OrderStatus.Accepted, _state.FindOrder(placed.Order!.Value)!.Status);
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData("not sent", ExitOutcome.Pending, OrderStatus.Accepted)]
    [InlineData("not confirmed", ExitOutcome.Pending, OrderStatus.PendingCancel)]
    [InlineData("executed meanwhile", ExitOutcome.Pending, OrderStatus.PendingCancel)]
    public async Task Cancel_NotConfirmed_IsNotTakenForDone(string what, ExitOutcome outcome, OrderStatus status)
    {
        ExitReport placed = await OnlyAsync();
        _gateway.OnCancel = _ => what == "not sent" ? throw new VenueException("offline")
            : Task.FromResult(SubmitResult.Accepted(null));
        _answer = q => what == "executed meanwhile" ? Report(q, OrderStatus.Canceled) with { Filled = 1m } : null;

        Task<ExitReport> canceling = OnlyAsync(Situation() with { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 85m)) });
        await AdvanceAsync(canceling);

        Assert.Equal(outcome, (await canceling).Outcome);
        Assert.Equal(status, _state.FindOrder(placed.Order!.Value)!.Status);
    }

    private ExitSituation Situation()
    {
        CachedSnapshot now = _state.Snapshot();
        return new ExitSituation
        {
            Position = now.Positions.Single(),
            Closable = 10m,
            Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m)),
            Instrument = StateDesk.Btc,
            Venue = Venue(SubmitGuarantee.QueryableById),
            Mark = 100m,
            Orders = now.Orders,
            Now = Clock.GetUtcNow(),
        };
    }

    private static VenueProfile Venue(SubmitGuarantee guarantee) => new()
    {
        Venue = new("SIM"), Accounts = [StateDesk.Account], SubmitGuarantee = guarantee,
    };

    private ExitPlacer Placer(bool hasGateway = true)
    {
        OrderDesk desk = new(_state, _gateway, AskAsync, TimeSpan.FromSeconds(5), Clock);
        return new ExitPlacer(_state, AskAsync, hasGateway ? desk : null, Clock);
    }

    private ValueTask<VenueAnswer> AskAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        VenueReport? report = null;
        if (query is OrderQuery order)
        {
            _asked.Add(order);
            report = _answer(order);
        }
        else if (_position() is { } held)
        {
            report = new PositionReport { Account = query.Account, Instrument = StateDesk.Btc.Id, Quantity = held };
        }
        else
        {
            return new ValueTask<VenueAnswer>(VenueAnswer.Failed(query, "timeout"));
        }

        return new ValueTask<VenueAnswer>(
            VenueAnswer.Complete(query, Clock.GetUtcNow(), report is null ? [] : [report]));
    }

    private async Task<ExitReport> OnlyAsync(
        ExitSituation? seen = null, SubmitGuarantee guarantee = SubmitGuarantee.QueryableById)
    {
        ExitSituation situation = (seen ?? Situation()) with { Venue = Venue(guarantee) };
        return Assert.Single(await Placer()
            .RunAsync(situation, ExitPlanner.Plan(situation), CancellationToken.None));
    }

    private static OrderReport Report(OrderQuery query, OrderStatus status) => new()
    {
        Account = query.Account, Instrument = query.Instrument!.Value, ClientOrder = query.ClientOrder,
        VenueOrder = new VenueOrderId("V9"), Side = OrderSide.Sell, Status = status, Filled = 0m,
    };

    private Task AdvanceAsync(Task task) => _desk.AdvanceUntilDoneAsync(task);

    private sealed class ScriptedGateway : IOrderGateway
    {
        internal List<OrderSubmission> Submitted { get; } = [];

        internal Func<OrderSubmission, Task<SubmitResult>> OnSubmit { get; set; } =
            static _ => Task.FromResult(SubmitResult.Accepted(null));

        internal Func<OrderSnapshot, Task<SubmitResult>> OnCancel { get; set; } =
            static _ => Task.FromResult(SubmitResult.Accepted(null));

        public ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken)
        {
            Submitted.Add(submission);
            return new ValueTask<SubmitResult>(OnSubmit(submission));
        }

        public ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken) =>
            new(OnCancel(order));
    }
}

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

        ExitResult result = await OnlyAsync();

        Assert.Equal(ExitStep.Placed, result.Step);
        OrderSnapshot placed = _state.FindOrder(result.Order!.Value)!;
        Assert.Equal((OrderStatus.Accepted, "V1"), (placed.Status, placed.VenueOrder!.Value.Value));
    }

    [Fact]
    public async Task Place_Twice_IsSentOnce()
    {
        ExitSituation seen = Situation();
        ExitProposal proposal = ExitPlanner.Plan(seen);
        ExitPlacer placer = Placer();
        await placer.CarryOutAsync(seen, proposal, CancellationToken.None);

        IReadOnlyList<ExitResult> again = await placer.CarryOutAsync(seen, proposal, CancellationToken.None);

        Assert.Equal(ExitStep.None, Assert.Single(again).Step);
        Assert.Single(_gateway.Submitted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    [InlineData(-10)]
    public async Task Place_PositionIsNotThatAnyMore_SendsNothing(int? now)
    {
        _position = () => now;

        ExitResult result = await OnlyAsync();

        Assert.Equal(ExitStep.NotSent, result.Step);
        Assert.Empty(_gateway.Submitted);
        Assert.Null(_state.FindOrder(result.Order!.Value)); // no number was used up
    }

    [Fact]
    public async Task Place_BookIsFlatMeanwhile_SendsNothing()
    {
        ExitSituation seen = Situation();
        await _desk.TradeAsync(_state, "manual", OrderSide.Sell, 10m, 100m);

        Assert.Equal(ExitStep.NotSent, (await OnlyAsync(seen)).Step);
        Assert.Empty(_gateway.Submitted);
    }

    [Theory]
    [InlineData("rejected", OrderStatus.Rejected, "no margin")]
    [InlineData("would trigger", OrderStatus.Rejected, "would trigger at once: too late")]
    [InlineData("not sent", OrderStatus.Denied, "Nothing was sent: offline")]
    public async Task Place_Refused_IsRecordedAsItWas(string what, OrderStatus status, string reason)
    {
        _gateway.OnSubmit = _ => what switch
        {
            "rejected" => Task.FromResult(SubmitResult.Rejected("no margin")),
            "would trigger" => Task.FromResult(SubmitResult.WouldTrigger("too late")),
            _ => throw new VenueException("offline"),
        };

        ExitResult result = await OnlyAsync();

        OrderSnapshot order = _state.FindOrder(result.Order!.Value)!;
        Assert.Equal((status, reason), (order.Status, order.Reason));
    }

    [Theory]
    [InlineData(OrderStatus.Accepted, ExitStep.Placed, OrderStatus.Accepted)]
    [InlineData(OrderStatus.Rejected, ExitStep.Rejected, OrderStatus.Rejected)]
    public async Task Place_OutcomeUnknown_AsksAndNeverSendsAgain(
        OrderStatus atVenue, object step, OrderStatus recorded)
    {
        _gateway.OnSubmit = static _ => Task.FromResult(SubmitResult.Unknown("timeout"));
        _answer = q => Report(q, atVenue);

        ExitResult result = await OnlyAsync();

        Assert.Equal(step, result.Step);
        Assert.Equal(recorded, _state.FindOrder(result.Order!.Value)!.Status);
        Assert.Single(_gateway.Submitted);
        Assert.Equal(result.Order, Assert.Single(_asked).ClientOrder);
    }

    [Fact]
    public async Task Place_OutcomeUnknownAndNotFound_StaysUnknown()
    {
        _gateway.OnSubmit = static _ => Task.FromResult(SubmitResult.Unknown("timeout"));

        Task<ExitResult> placing = OnlyAsync();
        await AdvanceAsync(placing);
        ExitResult result = await placing;

        Assert.Equal((ExitStep.Pending, 3), (result.Step, _asked.Count));
        Assert.Equal(OrderStatus.Submitted, _state.FindOrder(result.Order!.Value)!.Status);
        Assert.Contains("wait", ExitScene.Words(ExitPlanner.Plan(Situation()).Decisions.Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Place_OutcomeUnknownAndVenueCannotBeAsked_CallsAPerson()
    {
        _gateway.OnSubmit = static _ => Task.FromResult(SubmitResult.Unknown("timeout"));

        ExitResult result = await OnlyAsync(guarantee: SubmitGuarantee.Neither);

        Assert.Equal(ExitStep.Unresolved, result.Step);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Place_GatewayHangs_NothingElseOfTheInstrumentIsSentMeanwhile()
    {
        var hanging = new TaskCompletionSource<SubmitResult>();
        _gateway.OnSubmit = _ => hanging.Task;
        ExitPlacer placer = Placer();
        ExitSituation seen = Situation();
        Task<ExitResult> first = OnlyAsync(seen, placer);
        await AdvanceAsync(first);
        Assert.Equal(ExitStep.Pending, (await first).Step);

        ExitSituation other = seen with { Plan = ExitPlan.Of(ExitLeg.Stop("other", 80m)), Orders = [] };
        Task<ExitResult> second = OnlyAsync(other, placer);
        await AdvanceAsync(second);

        Assert.Equal(ExitStep.NotSent, (await second).Step);
        Assert.Single(_gateway.Submitted);
        hanging.SetResult(SubmitResult.Accepted(null));
    }

    [Fact]
    public async Task Place_IntentDurableTooLate_IsNotSent()
    {
        ExitPlacer placer = Placer(margin: _desk.Options.LeaseTime);

        ExitResult result = await OnlyAsync(Situation(), placer);

        Assert.Equal(ExitStep.NotSent, result.Step);
        Assert.Empty(_gateway.Submitted);
        Assert.Equal(OrderStatus.Denied, _state.FindOrder(result.Order!.Value)!.Status);
    }

    [Fact]
    public async Task Place_NoGateway_SendsNothing()
    {
        ExitResult result = Assert.Single(await Placer(hasGateway: false)
            .CarryOutAsync(Situation(), ExitPlanner.Plan(Situation()), CancellationToken.None));

        Assert.Equal(ExitStep.NotSent, result.Step);
    }

    [Fact]
    public async Task Cancel_Confirmed_IsCanceledAndTheNextAttemptFollows()
    {
        ExitResult placed = await OnlyAsync();
        _answer = q => Report(q, OrderStatus.Canceled);
        ExitSituation moved = Situation() with { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 85m)) };

        Assert.Equal(ExitStep.Canceled, (await OnlyAsync(moved)).Step);
        ExitResult next = await OnlyAsync(Situation() with { Plan = moved.Plan });

        Assert.Equal(ExitStep.Placed, next.Step);
        Assert.NotEqual(placed.Order, next.Order);
    }

    [Theory]
    [InlineData("not sent", ExitStep.NotSent, OrderStatus.Accepted)]
    [InlineData("not confirmed", ExitStep.Pending, OrderStatus.PendingCancel)]
    [InlineData("executed meanwhile", ExitStep.Pending, OrderStatus.PendingCancel)]
    public async Task Cancel_NotConfirmed_IsNotTakenForDone(string what, object step, OrderStatus status)
    {
        ExitResult placed = await OnlyAsync();
        _gateway.OnCancel = _ => what == "not sent" ? throw new VenueException("offline")
            : Task.FromResult(SubmitResult.Accepted(null));
        _answer = q => what == "executed meanwhile" ? Report(q, OrderStatus.Canceled) with { Filled = 1m } : null;

        Task<ExitResult> canceling = OnlyAsync(Situation() with { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 85m)) });
        await AdvanceAsync(canceling);

        Assert.Equal(step, (await canceling).Step);
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

    private ExitPlacer Placer(
        SubmitGuarantee guarantee = SubmitGuarantee.QueryableById, TimeSpan? margin = null, bool hasGateway = true) =>
        new(new ExitPlacing
        {
            State = _state,
            Orders = hasGateway ? _gateway : null,
            Venue = Venue(guarantee),
            ReadPosition = (_, _) => new ValueTask<decimal?>(_position()),
            AskForOrder = (q, _) =>
            {
                _asked.Add(q);
                return new ValueTask<VenueAnswer>(
                    VenueAnswer.Complete(q, Clock.GetUtcNow(), _answer(q) is { } report ? [report] : []));
            },
            Clock = Clock,
            SendMargin = margin ?? TimeSpan.FromMilliseconds(500),
        });

    private async Task<ExitResult> OnlyAsync(
        ExitSituation? seen = null, ExitPlacer? placer = null,
        SubmitGuarantee guarantee = SubmitGuarantee.QueryableById)
    {
        ExitSituation situation = seen ?? Situation();
        return Assert.Single(await (placer ?? Placer(guarantee))
            .CarryOutAsync(situation, ExitPlanner.Plan(situation), CancellationToken.None));
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

namespace PositionRecovery.Tests;

/// <summary>What single events make of an order, where several orders of events are possible.</summary>
public sealed class OrderEventTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What was executed and what ended stays so, whatever request or trigger comes after it.</summary>
    [Theory]
    [InlineData("await await revert", OrderStatus.Accepted)]
    [InlineData("fill await revert", OrderStatus.PartiallyFilled)]
    [InlineData("cancel await", OrderStatus.Canceled)]
    [InlineData("cancel revert", OrderStatus.Canceled)]
    [InlineData("cancel cancel", OrderStatus.Canceled)]
    [InlineData("cancel trigger", OrderStatus.Canceled)]
    [InlineData("trigger", OrderStatus.Triggered)]
    [InlineData("fill trigger", OrderStatus.PartiallyFilled)]
    [InlineData("await trigger revert", OrderStatus.Triggered)]
    [InlineData("trigger await fill revert", OrderStatus.PartiallyFilled)]
    public void Apply_EventsOfAnOrder_LeadToItsStatus(string events, OrderStatus expected)
    {
        LiveState state = With(OrderStatus.Accepted);

        Assert.Equal(expected, After(state, events).Status);
    }

    /// <summary>A host may hand over an order whose amendment was under way.</summary>
    [Theory]
    [InlineData("amend", OrderStatus.Accepted)]
    [InlineData("rename", OrderStatus.PendingUpdate)]   // an id says nothing of the amendment
    [InlineData("reprice", OrderStatus.Accepted)]
    [InlineData("retrigger", OrderStatus.Accepted)]
    [InlineData("await revert", OrderStatus.Triggered)] // what it was before the amendment
    [InlineData("revert", OrderStatus.Triggered)]
    public void Apply_EventsOfAnOrderBeingAmended_LeadToItsStatus(string events, OrderStatus expected)
    {
        LiveState state = With(OrderStatus.PendingUpdate, events is "await revert" or "revert"
            ? OrderStatus.Triggered
            : OrderStatus.Accepted);

        Assert.Equal(expected, After(state, events).Status);
    }

    /// <summary>A reduction of something that is not there is no reduction: nothing of the unit counts.</summary>
    [Fact]
    public void Apply_ReductionOfAnUnknownPlaceholder_IsRefusedAndChangesNothing()
    {
        LiveState state = With(OrderStatus.Accepted);
        state.Apply(10, [Event("fill", 10)]);
        string before = LiveStates.Text(LiveViews.Snapshot(state));

        Assert.Throws<InvariantException>(() => state.Apply(11, [new PlaceholderReducedEvent
        {
            At = Noon, Order = new("A"), Placeholder = new("none"), RemainingQuantity = 0m, RemainingPrice = 0m,
        }]));

        Assert.Equal(before, LiveStates.Text(LiveViews.Snapshot(state)));
    }

    /// <summary>The end of a life without an execution in the unit itself: it ended when it was told, and why is not
    /// known.</summary>
    [Fact]
    public void Apply_ClosingOrderImportedWithItsExecutions_EndsTheLife()
    {
        LiveState state = With(OrderStatus.Accepted);
        state.Apply(10, [Event("fill", 10)]);
        FillSnapshot sold = ((OrderFilledEvent)Event("fill", 11)).Fill with
        {
            Order = new("X"),
            Side = OrderSide.Sell,
            Price = 110m,
            At = Noon.AddMinutes(11),
        };

        state.Apply(11, [new OrderImportedEvent
        {
            At = Noon.AddMinutes(12),
            Order = new OrderSnapshot
            {
                Intent = StateDesk.Order("X", OrderSide.Sell), Status = OrderStatus.Filled, Filled = 1m,
                AveragePrice = 110m, Fills = [sold],
            },
        }]);

        PositionLife life = Assert.Single(state.Books[StateDesk.Key.Book].Lives).Life;
        Assert.Equal((PositionStatus.Closed, 10m, null), (life.Status, life.RealizedPnl, life.ExitReason));
        Assert.Equal(Noon.AddMinutes(12), life.ClosedAt);
    }

    /// <summary>An exit that says why it was placed says why the life ended.</summary>
    [Theory]
    [InlineData("take profit", "take profit")]
    [InlineData(null, "Limit")]
    public void Apply_ClosingExecution_TellsWhyTheLifeEnded(string? reason, string expected)
    {
        LiveState state = With(OrderStatus.Accepted);
        state.Apply(10, [Event("fill", 10)]);
        state.Apply(11, [new OrderImportedEvent
        {
            At = Noon,
            Order = new OrderSnapshot
            {
                Intent = StateDesk.Order("X", OrderSide.Sell), Status = OrderStatus.Accepted, Reason = reason,
            },
        }]);

        state.Apply(12, [new OrderFilledEvent
        {
            At = Noon.AddMinutes(12),
            Fill = ((OrderFilledEvent)Event("fill", 12)).Fill with { Order = new("X"), Side = OrderSide.Sell },
        }]);

        Assert.Equal(expected, Assert.Single(state.Books[StateDesk.Key.Book].Lives).Life.ExitReason);
    }

    /// <summary>One purge that forgets what it takes out: nothing is stored of it, and the money stays.</summary>
    [Fact]
    public void Apply_PurgeThatForgetsAtOnce_KeepsTheBook()
    {
        LiveState state = With(OrderStatus.Accepted);
        state.Apply(10, [Event("fill", 10), Event("cancel", 11)]);
        state.Apply(12, [new PositionReconciledEvent
        {
            At = Noon.AddHours(1), Key = StateDesk.Key.Book, AgreedAt = Noon.AddHours(1),
        }]);
        LiveRows.Take(state);

        DateTimeOffset later = Noon.AddDays(9);
        state.Apply(13, [new StatePurgedEvent
        {
            At = later, OrdersBefore = later, PositionsBefore = later, TradesBefore = later,
        }]);

        Assert.Null(state.FindOrder(new("A")));
        Assert.Empty(state.Purged.Trades);
        Assert.DoesNotContain(LiveRows.Take(state), c => c is { Kind: RowKind.PurgedTrades, Content: not null });
        Assert.Equal((1m, 100m), (
            state.Books[StateDesk.Key.Book].Book!.Quantity, state.Books[StateDesk.Key.Book].Book!.AveragePrice));
    }

    /// <summary>An execution that a placeholder stands for may still be listed until the time it reaches to.</summary>
    [Theory]
    [InlineData(30, true)]
    [InlineData(90, false)]
    public void Apply_PurgeOfAnOrderWithAPlaceholder_KeepsItAsLongAsItMayBeReplaced(double coversMinute, bool isGone)
    {
        LiveState state = With(OrderStatus.Accepted);
        var fill = (OrderFilledEvent)Event("fill", 10);
        state.Apply(10, [fill with
        {
            Fill = fill.Fill with { IsPlaceholder = true, CoversUntil = Noon.AddMinutes(coversMinute) },
        }]);
        state.Apply(11, [Event("cancel", 11)]);
        state.Apply(12, [new PositionReconciledEvent
        {
            At = Noon.AddHours(1), Key = StateDesk.Key.Book, AgreedAt = Noon.AddHours(1),
        }]);

        DateTimeOffset later = Noon.AddDays(9);
        state.Apply(13, [new StatePurgedEvent
        {
            At = later, OrdersBefore = later, PositionsBefore = Noon, TradesBefore = Noon,
        }]);

        Assert.Equal(isGone, state.FindOrder(new("A")) is null);
        Assert.Equal(1m, state.Books[StateDesk.Key.Book].Book!.Quantity);
    }

    private static LiveState With(OrderStatus status, OrderStatus? prior = null)
    {
        var state = new LiveState();
        state.Apply(1, [new OrderImportedEvent
        {
            At = Noon,
            Order = new OrderSnapshot
            {
                Intent = StateDesk.Order("A", quantity: 5m), Status = status, PriorStatus = prior, UpdatedAt = Noon,
            },
        }]);
        return state;
    }

    private static OrderSnapshot After(LiveState state, string events)
    {
        long sequence = 10;
        foreach (string word in events.Split(' '))
        {
            state.Apply(sequence, [Event(word, sequence)]);
            sequence++;
        }

        return state.FindOrder(new("A"))!.Snapshot;
    }

    private static ExecutionEvent Event(string word, long sequence)
    {
        ClientOrderId order = new("A");
        DateTimeOffset at = Noon.AddMinutes(sequence);
        return word switch
        {
            "await" => new OrderPendingCancelEvent { Order = order, At = at },
            "revert" => new OrderRevertedEvent { Order = order, At = at },
            "cancel" => new OrderCanceledEvent { Order = order, At = at },
            "trigger" => new OrderTriggeredEvent { Order = order, At = at },
            "amend" => new OrderUpdatedEvent { Order = order, At = at, Quantity = 7m },
            "reprice" => new OrderUpdatedEvent { Order = order, At = at, Price = 7m },
            "retrigger" => new OrderUpdatedEvent { Order = order, At = at, TriggerPrice = 7m },
            "rename" => new OrderUpdatedEvent { Order = order, At = at, VenueOrder = new("V2") },
            "fill" => new OrderFilledEvent
            {
                At = at,
                Fill = new FillSnapshot
                {
                    Trade = new($"t{sequence}"), Order = order, Account = StateDesk.Account,
                    Instrument = StateDesk.Btc.Id, Side = OrderSide.Buy, Quantity = 1m, Price = 100m, At = at,
                },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(word), word, "No such event."),
        };
    }
}

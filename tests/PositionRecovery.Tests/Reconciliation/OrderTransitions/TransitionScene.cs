namespace PositionRecovery.Tests.Reconciliation.OrderTransitions;

/// <summary>One order of 100 at a limit of 100, cached in some status, and one venue that shows it in some state with
/// its limit moved to 101. The position always agrees with what the order has executed.</summary>
internal sealed record TransitionScene
{
    internal const string ProvenAbsent = nameof(ProvenAbsent);
    internal const string Unknown = nameof(Unknown);
    internal static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Account = new("SIM:main");
    private static readonly StrategyId Strategy = new("alpha");
    private static readonly ClientOrderId Id = new("order-1");
    private static readonly VenueOrderId VenueId = new("9001");
    private static readonly DateTimeOffset IntendedAt = Now.AddHours(-1);

    private static readonly InstrumentDefinition Instrument = new()
    {
        Id = new("SIM:ETHUSDT"), PriceIncrement = 0.01m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    internal required OrderStatus Cached { get; init; }

    internal required string Venue { get; init; }

    /// <summary>What the venue counts as executed; <c>null</c> when the report does not say.</summary>
    internal decimal? VenueFilled { get; init; }

    internal decimal VenuePrice { get; init; } = 101m;

    /// <summary>For <see cref="Unknown"/>: the venue answers, with a status that nobody understands.</summary>
    internal bool IsStatusIllegible { get; init; }

    internal OrderType Type { get; init; } = OrderType.StopLimit;

    internal bool IsInferredTerminal { get; init; }

    /// <summary>How long ago the pending amendment or cancellation was requested.</summary>
    internal TimeSpan RequestAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long before <see cref="Now"/> the venue was asked about the order.</summary>
    internal TimeSpan ReadAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many times the venue was asked, as long apart; all answers are alike.</summary>
    internal int Reads { get; init; } = 1;

    internal decimal CachedFilled => Cached switch
    {
        OrderStatus.PartiallyFilled => 30m,
        OrderStatus.Filled => 100m,
        _ => 0m,
    };

    internal static TransitionScene Of(OrderStatus cached, string venue) =>
        new() { Cached = cached, Venue = venue, VenueFilled = UsualFilled(venue) };

    internal TransitionOutcome Reconcile()
    {
        ReconciliationOptions options = new();
        ReconciliationPlan plan = Reconciler.Reconcile(CachedState(), VenueState(), options, Now);
        return new TransitionOutcome(Id, plan, Reconciler.Reconcile(plan.Projected, VenueState(), options, Now));
    }

    private static decimal? UsualFilled(string venue) => venue switch
    {
        nameof(OrderStatus.PartiallyFilled) => 50m,
        nameof(OrderStatus.Filled) => 100m,
        nameof(OrderStatus.Canceled) or nameof(OrderStatus.Expired) or nameof(OrderStatus.PendingCancel) => 30m,
        _ => null,
    };

    private CachedSnapshot CachedState()
    {
        var key = new PositionKey(Strategy, Account, Instrument.Id, PositionSide.Net);
        decimal? average = CachedFilled == 0m ? null : 100m;
        EpochId? epoch = CachedFilled == 0m ? null : new EpochId("epoch-1");
        return new CachedSnapshot
        {
            Instruments = [Instrument],
            Orders = [CachedOrder()],
            Positions =
            [
                new() { Key = key, Quantity = CachedFilled, AveragePrice = average, Epoch = epoch, Opening = new() },
            ],
            AccountBooks =
            [
                new()
                {
                    Key = key.Book, Quantity = CachedFilled, AveragePrice = average, Epoch = epoch, Opening = new(),
                },
            ],
        };
    }

    private OrderSnapshot CachedOrder() => new()
    {
        Intent = new OrderIntent
        {
            Id = Id, Strategy = Strategy, Account = Account, Instrument = Instrument.Id, Side = OrderSide.Buy,
            Type = Type, Quantity = 100m, Price = 100m, TriggerPrice = Type == OrderType.StopLimit ? 99m : null,
        },
        Status = Cached,
        VenueOrder = IsKnownToVenue ? VenueId : null,
        Filled = CachedFilled,
        AveragePrice = CachedFilled == 0m ? null : 100m,
        Fills = CachedFilled == 0m ? [] : [CachedFill()],
        PriorStatus = IsPending ? OrderStatus.Accepted : null,
        RequestedAt = IsPending ? Now - RequestAge : null,
        IntendedAt = IntendedAt,
        SendDeadline = IntendedAt.AddSeconds(5),
        CreatedAt = IsKnownToVenue ? IntendedAt.AddSeconds(1) : null,
        UpdatedAt = IsKnownToVenue ? Now.AddMinutes(-30) : null,
        IsInferredTerminal = IsInferredTerminal,
    };

    private bool IsPending => Cached is OrderStatus.PendingCancel or OrderStatus.PendingUpdate;

    private bool IsKnownToVenue => Cached is not (OrderStatus.Initialized or OrderStatus.Intended
        or OrderStatus.Submitted or OrderStatus.Rejected or OrderStatus.Denied or OrderStatus.Unknown);

    private FillSnapshot CachedFill() => new()
    {
        Trade = new("t-1"), Order = Id, Account = Account, Instrument = Instrument.Id, Side = OrderSide.Buy,
        Quantity = CachedFilled, Price = 100m, At = Now.AddMinutes(-40),
    };

    private VenueSnapshot VenueState()
    {
        List<VenueAnswer> answers = [PositionAnswer()];
        switch (Venue)
        {
            case Unknown when !IsStatusIllegible:
                answers.Add(VenueAnswer.Failed(new OpenOrdersQuery { Account = Account }, "time-out"));
                break;
            case ProvenAbsent:
                answers.AddRange(AbsenceAnswers());
                break;
            default:
                answers.AddRange(Enumerable.Range(1, Reads).Select(read => ReportAnswer(Now - (read * ReadAge))));
                break;
        }

        return VenueSnapshot.Of(answers);
    }

    private VenueAnswer PositionAnswer()
    {
        decimal quantity = Math.Max(CachedFilled, VenueFilled ?? 0m);
        return VenueAnswer.Complete(new PositionsQuery { Account = Account }, Now,
        [
            new PositionReport
            {
                Account = Account, Instrument = Instrument.Id, Quantity = quantity,
                AveragePrice = quantity == 0m ? null : 100m,
            },
        ]);
    }

    private VenueAnswer ReportAnswer(DateTimeOffset asOf) => VenueAnswer.Complete(
        new OrderQuery { Account = Account, Instrument = Instrument.Id, ClientOrder = Id }, asOf,
        [
            new OrderReport
            {
                Account = Account, Instrument = Instrument.Id, ClientOrder = Id, VenueOrder = VenueId,
                Side = OrderSide.Buy, Type = Type, Status = Enum.Parse<OrderStatus>(Venue), Quantity = 100m,
                Price = VenuePrice, Filled = VenueFilled, AveragePrice = VenueFilled > 0m ? 100m : null,
                CreatedAt = IntendedAt.AddSeconds(1), UpdatedAt = asOf.AddMinutes(-1),
            },
        ]);

    /// <summary>All it takes to prove that an order is gone: the open list and two targeted reads without it, and every
    /// execution since the intent.</summary>
    private List<VenueAnswer> AbsenceAnswers()
    {
        var open = new OpenOrdersQuery { Account = Account };
        var order = new OrderQuery
        {
            Account = Account, Instrument = Instrument.Id, ClientOrder = Id,
            VenueOrder = IsKnownToVenue ? VenueId : null,
        };
        var fills = new FillsQuery { Account = Account, Instrument = Instrument.Id, From = IntendedAt.AddHours(-1) };
        return
        [
            VenueAnswer.Complete(open, Now.AddSeconds(-10), []),
            VenueAnswer.Complete(order, Now.AddSeconds(-10), []),
            VenueAnswer.Complete(open, Now, []),
            VenueAnswer.Complete(order, Now, []),
            VenueAnswer.Complete(fills, Now, CachedFilled == 0m ? [] : [KnownFillReport()]),
        ];
    }

    private FillReport KnownFillReport()
    {
        FillSnapshot fill = CachedFill();
        return new FillReport
        {
            Account = Account, Instrument = fill.Instrument, Trade = fill.Trade, ClientOrder = Id, VenueOrder = VenueId,
            Side = fill.Side, Quantity = fill.Quantity, Price = fill.Price, At = fill.At,
        };
    }
}

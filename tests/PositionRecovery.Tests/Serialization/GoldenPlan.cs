namespace PositionRecovery.Tests.Serialization;

/// <summary>A plan with an event of every kind, and options, every member set.</summary>
internal static class GoldenPlan
{
    private static readonly AccountId Account = GoldenCached.Account;
    private static readonly InstrumentId Btc = GoldenCached.Btc;
    private static readonly ClientOrderId Id = new("tr-1");
    private static readonly BookKey Book = new(GoldenCached.Account, GoldenCached.Btc, PositionSide.Long);
    private static readonly DateTimeOffset At = GoldenCached.Start;
    private static readonly VenueOrderId VenueOrder = new("9002");

    public static ReconciliationPlan Plan { get; } = new()
    {
        Id = new("P-0123456789"),
        Matched = 42,
        Diff = [Discrepancy()],
        SyntheticOrders =
        [
            new()
            {
                Id = new("S-1"),
                Key = new(GoldenCached.Trend, Account, Btc, PositionSide.Long),
                SignedQuantity = -0.75m,
                Price = 64300m,
                PriceLevel = PriceLevel.Market,
                IsReduceOnly = true,
            },
        ],
        Events = [.. Events().Select(Complete)],
        Questions = [new() { Query = new FillsQuery { Account = Account, From = At }, Reason = "a gap is open" }],
        Verdicts =
        [
            new()
            {
                Account = Account,
                Instrument = Btc,
                Side = PositionSide.Long,
                Verdict = Verdict.Unverified,
                Explanation = "the fills are not known",
                IsPending = true,
                IsWithheld = true,
            },
        ],
        Projected = GoldenCached.Snapshot,
    };

    public static IncidentBundle Incident => new()
    {
        Now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Plan = Plan.Id,
        Notes = ["the venue was slow", "one row was rebuilt"],
        Options = Options,
        Cached = GoldenCached.Snapshot,
        Venue = GoldenVenue.Snapshot,
    };

    public static ReconciliationOptions Options { get; } = new()
    {
        Claims =
        [
            new() { Strategy = GoldenCached.Trend, Account = Account, Instrument = Btc, ClientIdPrefix = "tr-" },
            new() { Account = Account, Instrument = GoldenCached.CoinBtc },
        ],
        ClaimExternalPositions = false,
        ExternalReductions = ExternalReductions.KeepSeparate,
        ReductionOrder = ReductionOrder.ProRata,
        GenerateMissingOrders = false,
        Overfills = OverfillPolicy.Reject,
        QuantityTolerance = 0.0010m,
        AveragePriceTolerance = 0.5m,
        Dust = { ["USDT"] = 0.01m, ["BTC"] = 0.00001000m },
        IncludedInstruments = [Btc, GoldenCached.CoinBtc],
        ExcludedInstruments = [new("BINANCE-USDM:ETHUSDT")],
        IgnoredClientOrderIds = [new("test-order")],
        IgnoreUnclaimedExternalOrders = true,
        IgnorePositionReports = true,
        RequestLife = TimeSpan.FromMilliseconds(4_500),
        VenueTimeout = TimeSpan.FromSeconds(12),
        SafetyMargin = TimeSpan.FromTicks(1),
        RequiredAbsenceReads = 3,
        AbsenceQuietPeriod = TimeSpan.FromSeconds(2),
        RequireAccountIdentity = true,
        AllowMassFlattening = true,
        UnfilledOrderRetention = TimeSpan.FromDays(3),
        OrderRetention = new TimeSpan(90, 1, 2, 3),
        Accounts =
        [
            new()
            {
                Account = Account,
                RequestLife = TimeSpan.FromSeconds(10),
                VenueTimeout = TimeSpan.FromSeconds(20),
                UnfilledOrderRetention = TimeSpan.FromDays(7),
                OrderRetention = TimeSpan.FromDays(30),
            },
            new() { Account = new("ALPACA:paper") },
        ],
    };

    private static Discrepancy Discrepancy() => new()
    {
        Kind = DiscrepancyKind.QuantityMismatch,
        Severity = Severity.Warning,
        Account = Account,
        Instrument = Btc,
        Side = PositionSide.Long,
        Order = Id,
        Asset = new("USDT"),
        Cached = "0.75 @ 61416.92",
        Venue = "flat",
        Evidence = new PositionsQuery { Account = Account },
        Action = DiscrepancyAction.Withheld,
        Explanation = "The venue's position is gone.",
    };

    /// <summary>What all events have.</summary>
    private static ExecutionEvent Complete(ExecutionEvent happened) => happened switch
    {
        OrderEvent e => e with { Cause = "rule 1", Account = Account, Instrument = Btc },
        _ => happened with { Cause = "rule 2" },
    };

    private static IReadOnlyList<ExecutionEvent> Events() =>
    [
        new InstrumentDefinedEvent { At = At, Definition = GoldenCached.Linear },
        new AccountChangedEvent { At = At, Account = GoldenCached.Snapshot.Accounts[0] },
        new BalanceChangedEvent { At = At, Balance = GoldenCached.Snapshot.Balances[0] },
        new OrderImportedEvent { At = At, Order = GoldenCached.Order },
        new OrderSubmittedEvent { At = At, Order = Id },
        new OrderAcceptedEvent { At = At, Order = Id, VenueOrder = VenueOrder },
        new OrderUpdatedEvent
        {
            At = At,
            Order = Id,
            Quantity = 2m,
            Price = 64252m,
            TriggerPrice = 64201m,
            VenueOrder = VenueOrder,
        },
        new OrderTriggeredEvent { At = At, Order = Id, VenueOrder = VenueOrder },
        new OrderFilledEvent { At = At, Fill = GoldenCached.Fill },
        new PlaceholderReducedEvent
        {
            At = At,
            Order = Id,
            Placeholder = new("SF-0A1B2C"),
            RemainingQuantity = -0.1m,
            RemainingPrice = -5m,
        },
        new OrderPendingCancelEvent { At = At, Order = Id },
        new OrderRevertedEvent { At = At, Order = Id },
        new OrderCanceledEvent { At = At, Order = Id, Reason = "not found at venue", IsInferred = true },
        new OrderReopenedEvent { At = At, Order = Id },
        new OrderExpiredEvent { At = At, Order = Id, Reason = "end of day" },
        new OrderRejectedEvent { At = At, Order = Id, Reason = "margin", IsInferred = true, VenueOrder = new("8389766") },
        new OrderDeniedEvent { At = At, Order = Id, Reason = "gate shut" },
        new PositionReconciledEvent { At = At, Key = Book, AgreedAt = At.AddMinutes(10) },
        new CostBasisRestatedEvent { At = At, Key = Book, Strategy = GoldenCached.Trend, AveragePrice = 61000m },
        new PositionRestatedEvent { At = At, Key = Book, Ratio = 2.0m },
        .. GoldenLives.Events,
    ];
}

namespace PositionRecovery.Tests.Strategies;

/// <summary>A position, a plan and orders, for one question to the planner.</summary>
internal sealed class ExitScene
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    internal static readonly AccountId Account = new("SIM:main");
    internal static readonly StrategyId Alpha = new("alpha");

    internal static readonly InstrumentDefinition Instrument = new()
    {
        Id = new("SIM:BTCUSDT"), PriceIncrement = 0.5m, QuantityIncrement = 1m, QuoteAsset = new("USDT"),
    };

    internal static readonly PositionKey Key = new(Alpha, Account, Instrument.Id, PositionSide.Net);

    internal decimal Quantity { get; set; } = 10m;

    internal decimal? Closable { get; set; } = 10m;

    internal decimal Others { get; set; }

    internal decimal? Mark { get; set; } = 100m;

    internal EpochId? Epoch { get; set; } = new EpochId("EP-1");

    internal ExitPlan Plan { get; set; } = ExitPlan.Of(ExitLeg.Stop("sl", 90m), ExitLeg.TakeProfit("tp", 110m));

    internal VenueProfile Venue { get; set; } = new()
    {
        Venue = new("SIM"), Accounts = [Account], SubmitGuarantee = SubmitGuarantee.QueryableById,
    };

    internal ExitRules Rules { get; set; } = new();

    internal InstrumentDefinition Definition { get; set; } = Instrument;

    internal List<OrderSnapshot> Orders { get; } = [];

    internal static ExitScene Spot(bool hasPairs = false)
    {
        var scene = new ExitScene();
        scene.Venue = scene.Venue with { SupportsReduceOnly = false, SupportsOneCancelsOther = hasPairs };
        return scene;
    }

    internal ExitSituation Situation => new()
    {
        Position = new PositionSnapshot
        {
            Key = Key, Quantity = Quantity, Epoch = Quantity == 0m ? null : Epoch, AveragePrice = 100m,
        },
        Closable = Closable,
        OthersQuantity = Others,
        Plan = Plan,
        Instrument = Definition,
        Venue = Venue,
        Mark = Mark,
        Orders = Orders,
        Now = Now,
        Rules = Rules,
    };

    internal ExitProposal Propose() => ExitPlanner.Plan(Situation);

    /// <summary>What is decided, in short words: "place sl 10 @ 90", "keep sl".</summary>
    internal string[] Decide() => [.. Propose().Decisions.Select(Words)];

    internal OrderSnapshot Place(string leg) => Propose().Decisions
        .SelectMany(d => d.Partner is null ? [d] : new[] { d, d.Partner })
        .Where(d => d.Kind == ExitDecisionKind.Place && d.Leg!.Name == leg)
        .Select(d => Of(d.Intent!, OrderStatus.Accepted)).Single();

    /// <summary>The orders the plan wants were placed and work.</summary>
    internal ExitScene Placed(OrderStatus status = OrderStatus.Accepted)
    {
        foreach (ExitDecision decision in Propose().Decisions.Where(d => d.Kind == ExitDecisionKind.Place))
        {
            Orders.Add(Of(decision.Intent!, status));
            if (decision.Partner is { } partner)
            {
                Orders.Add(Of(partner.Intent!, status));
            }
        }

        return this;
    }

    internal ExitScene Change(string leg, Func<OrderSnapshot, OrderSnapshot> change)
    {
        int index = Orders.FindIndex(o => LegOf(o) == leg);
        Orders[index] = change(Orders[index]);
        return this;
    }

    internal static OrderSnapshot Of(OrderIntent intent, OrderStatus status) => new()
    {
        Intent = intent, Status = status, UpdatedAt = Now,
        VenueOrder = status == OrderStatus.Intended ? null : new VenueOrderId("V" + intent.Id),
    };

    /// <summary>An order that this library did not place.</summary>
    internal static OrderSnapshot Foreign(
        string id, OrderType type, decimal quantity, decimal price, StrategyId? owner = null, bool isReduceOnly = true) => new()
        {
            Intent = new OrderIntent
            {
                Id = new(id),
                Strategy = owner ?? StrategyId.External,
                Account = Account,
                Instrument = Instrument.Id,
                Side = OrderSide.Sell,
                Type = type,
                Quantity = quantity,
                TriggerPrice = type is OrderType.Limit or OrderType.Unknown ? null : price,
                Price = type == OrderType.Limit ? price : null,
                IsReduceOnly = isReduceOnly,
                Action = isReduceOnly ? OrderAction.Exit : OrderAction.Enter,
            },
            Status = OrderStatus.Accepted,
            IsExternal = true,
            Origin = OrderOrigin.External,
            VenueOrder = new VenueOrderId("V" + id),
        };

    internal static string Words(ExitDecision d)
    {
        string leg = d.Leg?.Name ?? d.Order?.Intent.Id.Value ?? "-";
        return d.Kind switch
        {
            ExitDecisionKind.Place => $"place {Order(d)}{(d.Partner is { } p ? " with " + Order(p) : "")}",
            ExitDecisionKind.Cancel => $"cancel {leg}: {d.CancelReason}",
            ExitDecisionKind.Unresolved => $"unresolved {leg}: {d.Severity}",
            _ => $"{d.Kind} {leg}".ToLowerInvariant(),
        };

        static string Order(ExitDecision d) => FormattableString.Invariant(
            $"{d.Leg!.Name} {d.Intent!.Quantity} @ {d.Intent.TriggerPrice?.ToString("0.##", null) ?? "market"}");
    }

    private string LegOf(OrderSnapshot order) => Plan.Legs
        .FirstOrDefault(l => Enumerable.Range(1, 9).Any(a =>
            ExitIds.Of(Key, Epoch!.Value, l.Kind.ToString(), l.Name, a) == order.Intent.Id))?.Name ?? "?";
}

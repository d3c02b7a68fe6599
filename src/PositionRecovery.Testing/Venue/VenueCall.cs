namespace PositionRecovery.Testing;

/// <summary>One call of a venue, as the hooks see it. Immutable.</summary>
public sealed record VenueCall
{
    /// <summary>Counts the calls of the venue, of all kinds, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>What is called.</summary>
    public required VenueCallKind Kind { get; init; }

    /// <summary>The venue's time at the beginning.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is asked; <c>null</c> when nothing is.</summary>
    public VenueQuery? Query { get; init; }

    /// <summary>What is sent; <c>null</c> when nothing is.</summary>
    public OrderSubmission? Submission { get; init; }

    /// <summary>What is to be canceled; <c>null</c> when nothing is.</summary>
    public OrderSnapshot? Canceling { get; init; }

    /// <summary>The history asked for; <c>null</c> when none is.</summary>
    public WarmupRequest? Warmup { get; init; }

    /// <summary>The account it is about; <c>null</c> when it is about none.</summary>
    public AccountId? Account => Query?.Account ?? Submission?.Order.Account ?? Canceling?.Intent.Account;

    /// <summary>The instrument it is about; <c>null</c> when it is about all.</summary>
    public InstrumentId? Instrument => Query is { } asked
        ? asked.Instrument
        : Submission?.Order.Instrument ?? Canceling?.Intent.Instrument ?? Warmup?.Instrument;

    /// <summary>The call in a few words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Number} {Kind} {Account} {Instrument}").TrimEnd();

    internal static VenueCallKind KindOf(VenueQuery query) => query switch
    {
        PositionsQuery => VenueCallKind.Positions,
        OpenOrdersQuery => VenueCallKind.OpenOrders,
        OrderHistoryQuery => VenueCallKind.OrderHistory,
        OrderQuery => VenueCallKind.Order,
        FillsQuery => VenueCallKind.Fills,
        BalancesQuery => VenueCallKind.Balances,
        CashFlowsQuery => VenueCallKind.CashFlows,
        MarksQuery => VenueCallKind.Marks,
        InstrumentsQuery => VenueCallKind.Instruments,
        AccountQuery => VenueCallKind.Account,
        _ => VenueCallKind.Unknown,
    };
}

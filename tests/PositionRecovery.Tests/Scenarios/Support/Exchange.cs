namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>What the venue says. Unless told otherwise it answers everything, completely, once.</summary>
internal sealed class Exchange(World world)
{
    private const double LongAgo = -100_000;
    private readonly List<VenueReport> _reports = [];
    private readonly HashSet<AccountId> _accounts = [Words.Main];
    private readonly HashSet<Type> _notAsked = [];
    private readonly Dictionary<Type, string> _failures = [];
    private readonly List<VenueAnswer> _more = [];
    private double? _fillsFrom;

    /// <summary>How often positions were read, two seconds apart.</summary>
    internal int PositionReads { get; set; } = 1;

    internal void Shows(params VenueReport[] reports)
    {
        foreach (VenueReport report in reports)
        {
            _accounts.Add(report.Account);
            _reports.Add(report);
        }
    }

    internal void Holds(
        decimal quantity, decimal? average, PositionSide? leg = null, InstrumentDefinition? on = null,
        AccountId? account = null) => Shows(new PositionReport
        {
            Account = account ?? Words.Main, Instrument = (on ?? world.Instrument).Id, Side = leg ?? world.Leg,
            Quantity = quantity, AveragePrice = average,
        });

    internal void Marks(decimal price) =>
        Shows(new MarkReport { Account = Words.Main, Instrument = world.Instrument.Id, Mark = price });

    /// <summary>An execution; its order is shown as filled by it unless that order is shown already.</summary>
    internal void Saw(Deal deal)
    {
        InstrumentId instrument = (deal.On ?? world.Instrument).Id;
        if (!_reports.OfType<OrderReport>().Any(order => order.ClientOrder?.Value == deal.OrderText))
        {
            Shows(OrderOf(deal, instrument));
        }

        Shows(FillOf(deal, instrument));
    }

    /// <summary>An execution whose order is not shown.</summary>
    internal void SawOnlyTheFill(Deal deal) => Shows(FillOf(deal, (deal.On ?? world.Instrument).Id));

    /// <summary>Replaces what was said about one order.</summary>
    internal void NowShows(OrderReport order)
    {
        _reports.RemoveAll(report => report is OrderReport old && old.ClientOrder == order.ClientOrder);
        Shows(order);
    }

    /// <summary>Executions are shown from this minute on, although older ones were asked for.</summary>
    internal void ShowsFillsOnlySince(double minute) => _fillsFrom = minute;

    internal void Fails<TQuery>(string reason = "time-out")
        where TQuery : VenueQuery => _failures[typeof(TQuery)] = reason;

    internal void WasNotAsked<TQuery>()
        where TQuery : VenueQuery => _notAsked.Add(typeof(TQuery));

    internal void AlsoAnswers(params VenueAnswer[] answers) => _more.AddRange(answers);

    internal VenueSnapshot Snapshot() => VenueSnapshot.Of([.. _accounts.SelectMany(AnswersOf), .. _more]);

    private IEnumerable<VenueAnswer> AnswersOf(AccountId account)
    {
        IEnumerable<VenueAnswer?> answers =
        [
            .. Enumerable.Range(0, PositionReads).Select(read => Answer<PositionReport>(
                new PositionsQuery { Account = account }, world.ReadAt.AddSeconds(-2 * read))),
            Answer<OrderReport>(new OpenOrdersQuery { Account = account }, world.ReadAt, IsWorking),
            Answer<OrderReport>(
                new OrderHistoryQuery { Account = account, From = Words.At(LongAgo) }, world.ReadAt,
                order => !IsWorking(order)),
            Answer<FillReport>(new FillsQuery { Account = account, From = Words.At(LongAgo) }, world.ReadAt),
            Answer<AccountReport>(new AccountQuery { Account = account }, world.ReadAt),
            Answer<BalanceReport>(new BalancesQuery { Account = account }, world.ReadAt),
            Answer<CashFlowReport>(
                new CashFlowsQuery { Account = account, From = Words.At(LongAgo) }, world.ReadAt),
            Answer<MarkReport>(new MarksQuery { Account = account }, world.ReadAt),
            Answer<InstrumentReport>(new InstrumentsQuery { Account = account }, world.ReadAt),
        ];
        return answers.OfType<VenueAnswer>();
    }

    /// <summary>Only what a scene speaks of is asked, beyond positions, orders and executions.</summary>
    private VenueAnswer? Answer<TReport>(VenueQuery query, DateTimeOffset asOf, Func<TReport, bool>? shown = null)
        where TReport : VenueReport
    {
        TReport[] reports =
        [
            .. _reports.OfType<TReport>().Where(r => r.Account == query.Account && (shown is null || shown(r))),
        ];
        bool isAlwaysAsked = query is PositionsQuery or OpenOrdersQuery or OrderHistoryQuery or FillsQuery;
        if (_failures.TryGetValue(query.GetType(), out string? reason))
        {
            return VenueAnswer.Failed(query, reason);
        }

        if (_notAsked.Contains(query.GetType()) || (!isAlwaysAsked && reports.Length == 0))
        {
            return null;
        }

        return query is FillsQuery && _fillsFrom is { } minute
            ? VenueAnswer.Partial(query, Words.At(minute), asOf, reports, "retention")
            : VenueAnswer.Complete(query, asOf, reports);
    }

    private static bool IsWorking(OrderReport order) => order.Status is OrderStatus.Accepted or OrderStatus.Triggered
        or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel;

    private OrderReport OrderOf(Deal deal, InstrumentId instrument) => new()
    {
        Account = deal.In, Instrument = instrument, ClientOrder = new(deal.OrderText),
        VenueOrder = Words.VenueIdOf(deal.OrderText), Side = deal.Side, Type = OrderType.Market,
        Status = OrderStatus.Filled, Quantity = deal.Quantity, Filled = deal.Quantity, AveragePrice = deal.Price,
        PositionSide = deal.Leg ?? world.Leg, Origin = deal.Origin,
        CreatedAt = Words.At(deal.Minute).AddSeconds(-1), UpdatedAt = Words.At(deal.Minute),
    };

    private FillReport FillOf(Deal deal, InstrumentId instrument) => new()
    {
        Account = deal.In, Instrument = instrument, Trade = deal.TradeId, ClientOrder = new(deal.OrderText),
        VenueOrder = Words.VenueIdOf(deal.OrderText), Side = deal.Side, PositionSide = deal.Leg ?? world.Leg,
        Quantity = deal.Quantity, Price = deal.Price, Fee = deal.Fee, FeeAsset = deal.FeeAsset,
        At = Words.At(deal.Minute), Sequence = deal.Sequence,
    };
}

using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Recovery.Reading;

/// <summary>A venue on paper: it answers from lists, and does at any query what a test tells it.</summary>
internal sealed class PaperVenue(FakeTimeProvider clock, params AccountId[] accounts) : IVenueReportProvider
{
    private readonly Lock _gate = new();
    private int _running;

    public VenueProfile Profile { get; init; } = new()
    {
        Venue = new("PAPER"),
        Accounts = accounts,
        SubmitGuarantee = SubmitGuarantee.QueryableById,
        MaxParallelQueries = 4,
    };

    /// <summary>What there is; an answer shows what fits its query.</summary>
    internal List<VenueReport> Reports { get; } = [];

    /// <summary>Every request, as it came in.</summary>
    internal List<VenueQuery> Asked { get; } = [];

    internal int MostAtOnce { get; private set; }

    /// <summary>What the venue does not know how to answer.</summary>
    internal Func<VenueQuery, bool> Refuses { get; set; } = static _ => false;

    /// <summary>Runs before a query is answered; it may change the lists, throw, or give another answer. Told how many
    /// equal queries came before.</summary>
    internal Func<VenueQuery, int, Task<VenueAnswer>?> Does { get; set; } = static (_, _) => null;

    internal IEnumerable<string> Kinds => Asked.Select(Word);

    public async ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        int before;
        lock (_gate)
        {
            before = Asked.Count(q => q == query);
            Asked.Add(query);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        try
        {
            return Refuses(query) ? VenueAnswer.Unsupported(query)
                : Does(query, before) is { } done ? await done.WaitAsync(cancellationToken).ConfigureAwait(false)
                : Answer(query);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
            }
        }
    }

    internal static string Word(VenueQuery query) => query switch
    {
        OpenOrdersQuery { Class: { } c } => $"open {c} {query.Instrument}".Trim(),
        _ => $"{query.Kind} {query.Instrument}".Trim(),
    };

    internal VenueAnswer Answer(VenueQuery query) =>
        VenueAnswer.Complete(query, clock.GetUtcNow(), [.. Reports.Where(r => Fits(query, r))]);

    private static bool Fits(VenueQuery query, VenueReport report) => report.Account == query.Account
        && (query, report) switch
        {
            (AccountQuery, AccountReport) or (BalancesQuery, BalanceReport) => true,
            (InstrumentsQuery, InstrumentReport r) => query.Covers(r.Definition.Id),
            (MarksQuery, MarkReport r) => query.Covers(r.Instrument),
            (PositionsQuery, PositionReport r) => query.Covers(r.Instrument),
            (FillsQuery q, FillReport r) => q.Covers(r.Instrument) && r.At >= q.From,
            (OpenOrdersQuery q, OrderReport r) =>
                q.Covers(r.Instrument) && IsWorking(r) && (q.Class is null || q.Class == r.Class),
            (OrderHistoryQuery q, OrderReport r) => q.Covers(r.Instrument) && !IsWorking(r),
            (OrderQuery q, OrderReport r) => q.Covers(r.Instrument)
                && (q.ClientOrder == r.ClientOrder || (q.VenueOrder is not null && q.VenueOrder == r.VenueOrder)),
            _ => false,
        };

    private static bool IsWorking(OrderReport order) => order.Status == OrderStatus.Accepted;
}

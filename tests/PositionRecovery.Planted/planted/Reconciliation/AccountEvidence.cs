namespace PositionRecovery;

/// <summary>The answers about one account, by what they can prove.</summary>
internal sealed class AccountEvidence(AccountId account)
{
    private readonly Dictionary<Type, List<VenueAnswer>> _answers = [];
    private readonly Dictionary<Type, ILookup<InstrumentId, VenueAnswer>> _byInstrument = [];
    private Dictionary<InstrumentId, MarkReport>? _marks;
    private readonly List<(AccountReport Report, DateTimeOffset AsOf)> _reports = [];

    internal AccountId Account => account;

    internal IReadOnlyList<(AccountReport Report, DateTimeOffset AsOf)> AccountReports => _reports;

    internal List<(BalanceReport Report, DateTimeOffset AsOf)> Balances { get; } = [];

    internal List<CashFlowReport> CashFlows { get; } = [];

    internal List<(InstrumentReport Report, DateTimeOffset AsOf)> Instruments { get; } = [];

    /// <summary>The mode the venue reported; unknown when it did not, or contradicted itself.</summary>
    internal PositionMode Mode
    {
        get
        {
            PositionMode[] modes =
                [.. _reports.Select(static r => r.Report.Mode).Where(static m => m != PositionMode.Unknown).Distinct()];
            return modes is [{ } only] ? only : PositionMode.Unknown;
        }
    }

    internal void Add(VenueAnswer answer)
    {
        Type kind = answer.Query.GetType();
        if (!_answers.TryGetValue(kind, out List<VenueAnswer>? list))
        {
            _answers.Add(kind, list = []);
        }

        list.Add(answer);
    }

    internal void Add(AccountReport report, DateTimeOffset asOf) => _reports.Add((report, asOf));

    /// <summary>The mark price, else the middle of bid and ask; <c>null</c> when neither is known.</summary>
    internal decimal? MarketPrice(InstrumentId instrument)
    {
        _marks ??= ReadMarks();
        return _marks.GetValueOrDefault(instrument) switch
        {
            { Mark: > 0m } report => report.Mark,
            { Bid: > 0m, Ask: > 0m } report => (((Rational)report.Bid.Value + report.Ask.Value) / 2m).Round(),
            _ => null,
        };
    }

    internal IEnumerable<VenueAnswer> All<TQuery>()
        where TQuery : VenueQuery => _answers.GetValueOrDefault(typeof(TQuery)) ?? [];

    /// <summary>The answers that speak of the instrument, failed ones included.</summary>
    internal IEnumerable<VenueAnswer> About<TQuery>(InstrumentId instrument)
        where TQuery : VenueQuery
    {
        if (!_answers.TryGetValue(typeof(TQuery), out List<VenueAnswer>? all))
        {
            return [];
        }

        if (all.Count <= 8)
        {
            return all.Where(a => a.Query.Covers(instrument));
        }

        if (!_byInstrument.TryGetValue(typeof(TQuery), out ILookup<InstrumentId, VenueAnswer>? lookup))
        {
            lookup = all.ToLookup(static a => a.Query.Instrument.GetValueOrDefault());
            _byInstrument.Add(typeof(TQuery), lookup);
        }

        return lookup[default].Concat(lookup[instrument]);
    }

    internal IEnumerable<VenueAnswer> CompleteAbout<TQuery>(InstrumentId instrument)
        where TQuery : VenueQuery => About<TQuery>(instrument).Where(static a => a.Coverage.IsComplete);

    /// <summary>Since when, without a gap up to the latest answer, every execution of the instrument is shown;
    /// <c>null</c> when no answer shows any stretch of time.</summary>
    internal FillCoverage Fills(InstrumentId instrument) => FillCoverage.Of(About<FillsQuery>(instrument));

    /// <summary>Read only when a price is needed. Of several reports the latest counts; then the one with the higher
    /// prices, so that the order of reports does not matter.</summary>
    private Dictionary<InstrumentId, MarkReport> ReadMarks()
    {
        var marks = new Dictionary<InstrumentId, MarkReport>();
        foreach (VenueReport any in _answers.Values.SelectMany(static a => a).SelectMany(static a => a.Reports))
        {
            MarkReport? report = any switch
            {
                MarkReport r when r.Account == account => r,
                PositionReport { MarkPrice: > 0m } r when r.Account == account => new MarkReport
                {
                    Account = r.Account,
                    Instrument = r.Instrument,
                    Mark = r.MarkPrice,
                    At = r.UpdatedAt,
                },
                _ => null,
            };
            if (report is not null
                && (!marks.TryGetValue(report.Instrument, out MarkReport? known) || Newer(report, known)))
            {
                marks[report.Instrument] = report;
            }
        }

        return marks;
    }

    private static bool Newer(MarkReport report, MarkReport known)
    {
        int order = Nullable.Compare(report.At, known.At);
        order = order != 0 ? order : Nullable.Compare(report.Mark, known.Mark);
        order = order != 0 ? order : Nullable.Compare(report.Bid, known.Bid);
        return order > 0 || (order == 0 && Nullable.Compare(report.Ask, known.Ask) > 0);
    }
}

namespace PositionRecovery.Binance;

/// <summary>An answer as it comes about from several calls. It holds for the time of the first. Not thread-safe.
/// </summary>
internal sealed class AnswerDraft(VenueQuery query)
{
    private readonly List<VenueReport> _reports = [];
    private DateTimeOffset? _asOf;
    private DateTimeOffset? _wholeFrom;
    private bool _isLacking;
    private string? _reason;

    /// <summary>The time it holds for; <c>null</c> before the first call.</summary>
    internal DateTimeOffset? AsOf => _asOf;

    internal VenueQuery Query => query;

    /// <summary>Takes what one call told.</summary>
    internal void Take<T>((Page<T> Page, DateTimeOffset AsOf) told)
        where T : VenueReport
    {
        Hold(told.AsOf);
        Add(told.Page.Rows);
        if (told.Page.Fault is { } fault)
        {
            Lack(fault);
        }
    }

    /// <summary>Adds what is about the instrument that was asked for; some lists cannot be asked for one.</summary>
    internal void Add(params IEnumerable<VenueReport> reports) => _reports.AddRange(
        query.Instrument is { } only ? reports.Where(r => InstrumentOf(r) is not { } other || other == only) : reports);

    internal void Hold(DateTimeOffset asOf) => _asOf = asOf < _asOf ? asOf : _asOf ?? asOf;

    /// <summary>Something that was asked for is not shown.</summary>
    internal void Lack(string reason)
    {
        _isLacking = true;
        _reason ??= reason;
    }

    /// <summary>What lies before a time is not shown.</summary>
    internal void LackBefore(DateTimeOffset from, string reason)
    {
        _wholeFrom = from > _wholeFrom ? from : _wholeFrom ?? from;
        _reason ??= reason;
    }

    /// <summary>The answer. One that lacks something in the middle shows all of no stretch of time: it has its rows as
    /// facts, and claims the moment only.</summary>
    internal VenueAnswer End()
    {
        if (_asOf is not { } asOf)
        {
            return VenueAnswer.Failed(query, _reason ?? "nothing was asked");
        }

        if (!_isLacking && _wholeFrom is null)
        {
            return VenueAnswer.Complete(query, asOf, _reports);
        }

        DateTimeOffset from = !_isLacking && _wholeFrom < asOf ? _wholeFrom.Value : asOf;
        return VenueAnswer.Partial(query, from, asOf, _reports, Faults.Bounded(_reason!));
    }

    private static InstrumentId? InstrumentOf(VenueReport report) => report switch
    {
        PositionReport r => r.Instrument,
        OrderReport r => r.Instrument,
        FillReport r => r.Instrument,
        MarkReport r => r.Instrument,
        InstrumentReport r => r.Definition.Id,
        CashFlowReport r => r.Instrument,
        _ => null,
    };
}

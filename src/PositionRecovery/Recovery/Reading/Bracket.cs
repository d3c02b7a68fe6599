namespace PositionRecovery;

/// <summary>Two looks at positions between two looks at the latest executions: what is the same both times stood still
/// meanwhile, and everything read in between belongs together.</summary>
internal sealed class Bracket
{
    private readonly Dictionary<VenueAnswer, ILookup<InstrumentId, VenueReport>> _rows =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>From when on executions are compared.</summary>
    internal required DateTimeOffset Since { get; init; }

    /// <summary>The venue time at which the first look began, or a little before.</summary>
    internal required DateTimeOffset Begin { get; init; }

    internal VenueAnswer[] ExecutionsBefore { get; set; } = [];

    internal VenueAnswer? Balances { get; set; }

    internal VenueAnswer[] First { get; set; } = [];

    internal VenueAnswer[] Second { get; set; } = [];

    internal VenueAnswer[] ExecutionsAfter { get; set; } = [];

    /// <summary>Why the whole account was not answered; <c>null</c> when it was, or was not asked.</summary>
    internal string? WideFault
    {
        get
        {
            VenueAnswer[] all = [.. First, .. Second, .. ExecutionsBefore, .. ExecutionsAfter];
            foreach (VenueAnswer answer in all)
            {
                bool isMissing = answer.Query.Instrument is null && !answer.Coverage.HasFacts
                    && answer.Coverage.Status != CoverageStatus.Unsupported;
                if (isMissing)
                {
                    return answer.Query is FillsQuery
                        ? $"executions meanwhile are not known: {ReasonOf(answer)}"
                        : ReasonOf(answer);
                }
            }

            return null;
        }
    }

    /// <summary>Whether a whole list says which positions there are: of positions, or of balances where a venue has
    /// no other positions. What it does not name is flat.</summary>
    internal bool HasList => First.Length > 0 && Array.TrueForAll(First, static a => a.Query.Instrument is null)
        && (Array.TrueForAll(First, static a => a.Coverage.IsComplete)
            || (Array.TrueForAll(First, static a => a.Coverage.Status == CoverageStatus.Unsupported)
                && Balances is { Coverage.IsComplete: true }));

    /// <summary>What came of one instrument.</summary>
    internal KeyReading Judge(InstrumentId instrument)
    {
        if (Find(First, instrument) is not { } first)
        {
            return default;
        }

        bool isUnsupported = first.Coverage.Status == CoverageStatus.Unsupported;
        if (!isUnsupported && !first.Coverage.HasFacts)
        {
            return KeyReading.NotAnswered(ReasonOf(first));
        }

        VenueAnswer? second = Find(Second, instrument);
        VenueAnswer? before = Find(ExecutionsBefore, instrument);
        VenueAnswer? after = Find(ExecutionsAfter, instrument);
        if (second is null || before is null || after is null)
        {
            return default;
        }

        if (!isUnsupported && !second.Coverage.HasFacts)
        {
            return KeyReading.NotAnswered(ReasonOf(second));
        }

        // Where there are no executions to ask for, the reconciler says so.
        bool hasExecutions = before.Coverage.Status != CoverageStatus.Unsupported;
        if (hasExecutions && (FaultOf(before) ?? FaultOf(after)) is { } fault)
        {
            return KeyReading.NotAnswered(fault);
        }

        bool hasMoved = (hasExecutions && !HaveSameExecutions(before, after, instrument))
            || (!isUnsupported && !HaveSamePositions(first, second, instrument));
        return hasMoved ? new KeyReading(KeyStatus.Moved)
            : new KeyReading(isUnsupported ? KeyStatus.Unsupported : KeyStatus.Stable, first, second);
    }

    private static VenueAnswer? Find(VenueAnswer[] answers, InstrumentId instrument) =>
        Array.Find(answers, a => a.Query.Covers(instrument));

    private static string ReasonOf(VenueAnswer failed) => failed.Coverage.Reason ?? "no reason given";

    /// <summary>Executions must be shown at least since the first look.</summary>
    private string? FaultOf(VenueAnswer executions) => !executions.Coverage.HasFacts
        ? $"its executions are not known: {ReasonOf(executions)}"
        : executions.Coverage.From > Begin
            ? $"its executions are shown only since {Explain.Time(executions.Coverage.From.Value)}"
            : null;

    private bool HaveSameExecutions(VenueAnswer before, VenueAnswer after, InstrumentId instrument)
    {
        HashSet<TradeKey> known = Executions(before, instrument);
        return known.SetEquals(Executions(after, instrument));
    }

    private HashSet<TradeKey> Executions(VenueAnswer answer, InstrumentId instrument) =>
        [.. Rows(answer)[instrument].OfType<FillReport>().Where(f => f.At >= Since).Select(static f => f.Key)];

    /// <summary>A row of 0 and no row say the same.</summary>
    private bool HaveSamePositions(VenueAnswer first, VenueAnswer second, InstrumentId instrument)
    {
        return Looks(first).SequenceEqual(Looks(second));

        (PositionSide, decimal, decimal?, DateTimeOffset?)[] Looks(VenueAnswer answer) =>
        [
            .. Rows(answer)[instrument].OfType<PositionReport>().Where(static p => p.Quantity != 0m)
                .Select(static p => (p.Side, p.Quantity, p.AveragePrice, p.UpdatedAt)).Order(),
        ];
    }

    private ILookup<InstrumentId, VenueReport> Rows(VenueAnswer answer)
    {
        if (!_rows.TryGetValue(answer, out ILookup<InstrumentId, VenueReport>? rows))
        {
            rows = answer.Reports.ToLookup(static r => r switch
            {
                PositionReport p => p.Instrument,
                FillReport f => f.Instrument,
                _ => default,
            });
            _rows.Add(answer, rows);
        }

        return rows;
    }
}

namespace PositionRecovery;

/// <summary>Puts what was read of positions into answers from which nothing wrong can be concluded.</summary>
internal static class PositionAnswers
{
    internal const string Moved = "the position moved while it was being read";

    private const string NotRead = "there was no time to read the position";

    /// <summary>One instrument: both looks where it stood still, else none.</summary>
    internal static IEnumerable<VenueAnswer> Of(
        AccountId account, InstrumentId instrument, KeyReading reading, bool isSpot)
    {
        var query = new PositionsQuery { Account = account, Instrument = instrument };
        return reading.Status switch
        {
            KeyStatus.Stable => [Narrow(query, reading.First!), Narrow(query, reading.Second!)],
            KeyStatus.Moved => [VenueAnswer.Failed(query, Moved)],
            KeyStatus.Failed => [VenueAnswer.Failed(query, reading.Reason!)],
            KeyStatus.Unsupported when isSpot => [], // there are balances instead
            KeyStatus.Unsupported => [VenueAnswer.Unsupported(query)],
            _ => [VenueAnswer.Failed(query, NotRead)],
        };
    }

    /// <summary>What an answer says of one instrument, as the answer to a question about it alone.</summary>
    private static VenueAnswer Narrow(PositionsQuery query, VenueAnswer answer)
    {
        if (answer.Query == query)
        {
            return answer;
        }

        VenueReport[] rows =
        [
            .. answer.Reports.Where(r => r is PositionReport p && p.Instrument == query.Instrument),
        ];
        Coverage coverage = answer.Coverage;
        return coverage.IsComplete
            ? VenueAnswer.Complete(query, coverage.To!.Value, rows)
            : VenueAnswer.Partial(
                query, coverage.From!.Value, coverage.To!.Value, rows, coverage.Reason ?? "no reason given");
    }
}

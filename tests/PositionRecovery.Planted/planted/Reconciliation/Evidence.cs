namespace PositionRecovery;

/// <summary>All answers, by account, and what is wrong with them. Positions, orders and fills stay where they are; the
/// matchers walk over them.</summary>
internal sealed class Evidence
{
    private readonly SortedDictionary<string, AccountEvidence> _accounts = new(StringComparer.Ordinal);
    private readonly List<(VenueAnswer Answer, VenueReport Report)> _misplaced = [];

    internal Evidence(VenueSnapshot venue)
    {
        Answers = venue.Answers;
        foreach (VenueAnswer answer in venue.Answers)
        {
            AccountEvidence account = Of(answer.Query.Account);
            account.Add(answer);
            foreach (VenueReport report in answer.Reports)
            {
                if (!IsInScope(answer, report))
                {
                    _misplaced.Add((answer, report));
                    continue;
                }

                Take(account, report, answer.Coverage.To ?? DateTimeOffset.MinValue);
            }
        }
    }

    /// <summary>Whether a report is about what was asked; what is not proves nothing and is not used.</summary>
    internal static bool IsInScope(VenueAnswer answer, VenueReport report) =>
        report.Account == answer.Query.Account
        && (answer.Query.Instrument is not { } asked || report switch
        {
            PositionReport r => r.Instrument == asked,
            OrderReport r => r.Instrument == asked,
            FillReport r => r.Instrument == asked,
            _ => true,
        });

    internal IReadOnlyList<VenueAnswer> Answers { get; }

    internal IEnumerable<AccountEvidence> Accounts => _accounts.Values;

    /// <summary>Reports of another account or instrument than was asked about: never used.</summary>
    internal IReadOnlyList<(VenueAnswer Answer, VenueReport Report)> Misplaced => _misplaced;

    internal AccountEvidence Of(AccountId account)
    {
        if (!_accounts.TryGetValue(account.Value, out AccountEvidence? evidence))
        {
            _accounts.Add(account.Value, evidence = new AccountEvidence(account));
        }

        return evidence;
    }

    private static void Take(AccountEvidence account, VenueReport report, DateTimeOffset asOf)
    {
        switch (report)
        {
            case AccountReport r:
                account.Add(r, asOf);
                break;
            case BalanceReport r:
                account.Balances.Add((r, asOf));
                break;
            case CashFlowReport r:
                account.CashFlows.Add(r);
                break;
            case InstrumentReport r:
                account.Instruments.Add((r, asOf));
                break;
            default:
                break; // positions, orders and fills are walked by their matchers; prices are read when needed
        }
    }
}

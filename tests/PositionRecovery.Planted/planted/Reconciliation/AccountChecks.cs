namespace PositionRecovery;

/// <summary>Whether the answers are about the account we know, and how it keeps positions.</summary>
internal static class AccountChecks
{
    internal static void Check(
        PassContext context,
        AccountEvidence account,
        HashSet<AccountId> blocked,
        List<Discrepancy> diff,
        List<ExecutionEvent> events)
    {
        if (account.AccountReports.Count == 0)
        {
            return;
        }

        AccountSnapshot? known = context.AccountOf(account.Account);
        string[] identities = [.. account.AccountReports.Select(static r => r.Report.Identity).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        bool isOther = identities.Length > 1
            || (known?.Identity is { } stored && identities is [{ } only] && only != stored);
        if (isOther)
        {
            blocked.Add(account.Account);
            diff.Add(Differ(account, DiscrepancyKind.Unverifiable, Severity.Critical, DiscrepancyAction.Withheld,
                known?.Identity, string.Join(", ", identities),
                $"The answers for {account.Account} come from account {string.Join(" and ", identities)}, not from "
                + $"{known?.Identity ?? "one account"}; nothing is concluded from them."));
            return;
        }

        PositionMode mode = account.Mode;
        PositionMode before = known?.Mode ?? PositionMode.Unknown;
        if (before != PositionMode.Unknown && mode != PositionMode.Unknown && mode != before)
        {
            diff.Add(Differ(account, DiscrepancyKind.PositionModeChanged, Severity.Warning, DiscrepancyAction.Applied,
                before.ToString(), mode.ToString(),
                $"{account.Account} kept positions in {before} mode and keeps them in {mode} mode now."));
        }

        var now = new AccountSnapshot
        {
            Account = account.Account,
            Identity = known?.Identity ?? (identities is [{ } reported] ? reported : null),
            Mode = mode == PositionMode.Unknown ? before : mode,
            AgreedAt = known?.AgreedAt,
        };
        if (known is null ? now.Identity is not null || now.Mode != PositionMode.Unknown : now != known)
        {
            events.Add(new AccountChangedEvent { Account = now, At = account.AccountReports.Max(static r => r.AsOf) });
        }
    }

    private static Discrepancy Differ(
        AccountEvidence account,
        DiscrepancyKind kind,
        Severity severity,
        DiscrepancyAction action,
        string? cached,
        string? venue,
        string explanation) => new()
        {
            Kind = kind,
            Severity = severity,
            Account = account.Account,
            Cached = cached,
            Venue = venue,
            Evidence = new AccountQuery { Account = account.Account },
            Action = action,
            Explanation = explanation,
        };
}

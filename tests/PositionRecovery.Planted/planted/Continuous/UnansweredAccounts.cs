using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Accounts that checks asked in vain, and how often in a row. What was not read is neither right nor wrong;
/// an account that stays silent may not be entered any more. Safe for use by several threads.</summary>
internal sealed class UnansweredAccounts(CheckPorts ports, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(AccountId Account, CheckKind Kind), int> _open = [];

    /// <summary>How many accounts did not answer when they were last asked.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Keys.Select(static k => k.Account).Distinct().Count();
            }
        }
    }

    /// <summary>Takes the lists that an account was asked for.</summary>
    /// <returns>Whether it was read: all that the venue knows to tell is there, and whole.</returns>
    internal bool IsRead(CheckKind kind, AccountId account, IReadOnlyCollection<VenueAnswer> answers)
    {
        VenueAnswer? missing = answers.FirstOrDefault(static a => !a.Coverage.IsComplete
            && a.Coverage.Status != CoverageStatus.Unsupported);
        int times;
        lock (_lock)
        {
            _open.Remove((account, kind), out times);
            if (missing is not null)
            {
                times = Math.Min(times, int.MaxValue - 1) + 1;
                _open.Add((account, kind), times);
            }
        }

        if (missing is not null)
        {
            Miss(kind, account, times, missing.Coverage.Reason ?? "it did not answer in full");
        }
        else if (times > 0)
        {
            Log.AnswersAgain(log, ports.Trader.Value, account.Value, kind.ToString(), times);
        }

        return missing is null;
    }

    private void Miss(CheckKind kind, AccountId account, int times, string reason)
    {
        if (times == 1)
        {
            Log.Unanswered(log, ports.Trader.Value, account.Value, kind.ToString(), reason);
        }

        if (times == ports.Options.UnansweredChecks)
        {
            Log.EntriesShut(log, ports.Trader.Value, account.Value, times, kind.ToString());
        }

        if (times >= ports.Options.UnansweredChecks)
        {
            ports.ShutEntries(account, $"{account} left {times} checks of {kind} in a row unanswered: {reason}");
        }
    }
}

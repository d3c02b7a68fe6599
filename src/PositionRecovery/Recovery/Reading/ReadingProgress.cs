namespace PositionRecovery;

/// <summary>How far the reading of all accounts is. Thread-safe.</summary>
internal sealed class ReadingProgress
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, ReadProgress> _accounts = [];

    /// <summary>Takes how far one account is.</summary>
    /// <returns>The share of the instruments that matter which are read, 0 to 1; <c>null</c> while none are known. It
    /// falls when more become known.</returns>
    internal double? After(ReadProgress told)
    {
        lock (_gate)
        {
            _accounts[told.Account] = told;
            int all = _accounts.Values.Sum(static a => a.Instruments);
            return all == 0 ? null : Math.Min(1.0, (double)_accounts.Values.Sum(static a => a.Read) / all);
        }
    }
}

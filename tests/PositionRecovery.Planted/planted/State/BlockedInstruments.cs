namespace PositionRecovery;

/// <summary>Instruments whose stored state could neither be read nor rebuilt: nothing is opened there until somebody
/// looked.</summary>
internal sealed class BlockedInstruments(IReadOnlyList<QuarantinedRow> rows)
{
    private readonly List<(string Prefix, string Reason)> _blocked =
        [.. rows.Where(static r => !r.IsRebuilt && IsOfInstrument(r.Kind)).Select(static r => (r.Key, r.Reason))];

    internal string? Find(AccountId account, InstrumentId instrument)
    {
        string prefix = RowKey.Of(account.Value, instrument.Value, string.Empty);
        return _blocked.Find(b => b.Prefix.StartsWith(prefix, StringComparison.Ordinal)).Reason;
    }

    private static bool IsOfInstrument(RowKind kind) => kind is RowKind.Order or RowKind.Fill or RowKind.Position
        or RowKind.AccountBook or RowKind.PositionLife or RowKind.PurgedTrades;
}

namespace PositionRecovery;

/// <summary>Reads and decodes what a store holds of a trader. What cannot be decoded is set aside; the journal, which
/// tells the same state, takes its place where it is whole.</summary>
internal sealed class StateLoading(IPositionStore store, TraderId trader, StateCodec codec, KeyedChain chain)
{
    private readonly IdCache _ids = new();

    internal async Task<LoadedState> RunAsync(CancellationToken cancellationToken)
    {
        StoredState stored = await store.LoadAsync(trader, cancellationToken).ConfigureAwait(false);
        var loader = new LiveLoader();
        var defects = new List<QuarantinedRow>();
        foreach (StateRow row in stored.Rows)
        {
            Add(loader, row, stored.Sequence, defects);
        }

        LiveState state = loader.Finish(stored.Sequence, out IReadOnlyList<FillSnapshot> orphans);
        foreach (FillSnapshot orphan in orphans)
        {
            defects.Add(Defect(
                RowKind.Fill,
                RowKey.Of(orphan.Account.Value, orphan.Instrument.Value, orphan.Order.Value),
                "its order is missing"));
        }

        var warnings = new List<string>();
        if (defects.Count > 0)
        {
            (state, defects) = await RebuildAsync(stored, state, defects, warnings, cancellationToken)
                .ConfigureAwait(false);
        }

        return new LoadedState
        {
            Sequence = stored.Sequence,
            Epoch = stored.Epoch,
            Head = await HeadAsync(stored.Sequence, cancellationToken).ConfigureAwait(false),
            State = state,
            RowKeys = [.. stored.Rows.Select(static r => (r.Kind, r.Key))],
            Quarantined = defects,
            Warnings = warnings,
        };
    }

    private void Add(LiveLoader loader, StateRow row, long last, List<QuarantinedRow> defects)
    {
        if (!codec.TryDecode(row, _ids, out object? content, out long sequence, out RowDefect? defect))
        {
            defects.Add(Defect(row.Kind, row.Key, defect.Text));
            return;
        }

        if (sequence > last)
        {
            defects.Add(Defect(
                row.Kind, row.Key, $"it is of sequence {sequence}, and the journal ends at sequence {last}"));
            return;
        }

        loader.Add(content);
    }

    /// <summary>Rows are a convenience; the journal is the record. State that a row cannot tell any more is replayed.
    /// </summary>
    private async Task<(LiveState State, List<QuarantinedRow> Defects)> RebuildAsync(
        StoredState stored,
        LiveState state,
        List<QuarantinedRow> defects,
        List<string> warnings,
        CancellationToken cancellationToken)
    {
        try
        {
            LiveState replayed = await new JournalReading(store, trader, chain)
                .ReplayAsync(stored.Sequence, cancellationToken).ConfigureAwait(false);
            replayed.Dirty.IsFlushed = true; // all rows are written anew
            warnings.Add($"{defects.Count} stored rows could not be used; the state was rebuilt from the journal.");
            return (replayed, [.. defects.Select(static d => d with { IsRebuilt = true })]);
        }
        catch (StoreException broken) when (!broken.IsTransient)
        {
            warnings.Add($"{defects.Count} stored rows could not be used, nor the journal: {broken.Message}");
            return (state, defects);
        }
    }

    /// <returns>The hash of the last entry; <c>null</c> when the journal lacks it.</returns>
    private async Task<byte[]?> HeadAsync(long sequence, CancellationToken cancellationToken)
    {
        if (sequence == 0)
        {
            return KeyedChain.Genesis(trader);
        }

        var range = new JournalRange { From = sequence, To = sequence };
        await foreach (JournalRecord last in store
            .ReadJournalAsync(trader, range, cancellationToken).ConfigureAwait(false))
        {
            return last.Hash.ToArray();
        }

        return null;
    }

    private static QuarantinedRow Defect(RowKind kind, string key, string reason) =>
        new() { Kind = kind, Key = key, Reason = reason };
}

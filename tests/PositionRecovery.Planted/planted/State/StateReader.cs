namespace PositionRecovery;

/// <summary>Reads what a store holds of a trader, for people and tools. Takes no lease and writes nothing; the engine
/// may be running. Safe for use by several threads.</summary>
public sealed class StateReader
{
    private readonly IPositionStore _store;
    private readonly TraderId _trader;
    private readonly ReadOnlyMemory<byte> _key;

    /// <summary>Makes one; does no I/O.</summary>
    /// <param name="store">The store. Not disposed by the reader.</param>
    /// <param name="trader">The trader.</param>
    /// <param name="journalKey">The key the state is authenticated with; <c>null</c> for none.</param>
    public StateReader(IPositionStore store, TraderId trader, Secret? journalKey)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _trader, _key) = (store, Guard.NotEmpty(trader), journalKey?.Reveal() ?? default);
    }

    /// <summary>Reads the anchor file of an engine.</summary>
    /// <param name="path">The file that <see cref="StateOptions.AnchorPath"/> named.</param>
    /// <returns>What it remembers; <c>null</c> when there is no file.</returns>
    /// <exception cref="StoreException">The file is damaged.</exception>
    public static JournalAnchor? ReadAnchor(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new AnchorFile(path);
        return file.Read();
    }

    private JournalReading Journal => new(_store, _trader, new KeyedChain(_key));

    /// <summary>The stored state.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<StoredPicture> LoadAsync(CancellationToken cancellationToken = default)
    {
        LoadedState loaded = await LoadRowsAsync(cancellationToken).ConfigureAwait(false);
        return new StoredPicture
        {
            State = LiveViews.State(loaded.State),
            Sequence = loaded.Sequence,
            Epoch = loaded.Epoch,
            Quarantined = loaded.Quarantined,
            Warnings = loaded.Head is null
                ? [.. loaded.Warnings, $"The journal lacks its last entry, {loaded.Sequence}: verify it."]
                : loaded.Warnings,
        };
    }

    /// <summary>The entries of the journal, each proven by the chain from the first one on.</summary>
    /// <exception cref="StoreException">The journal is broken, or the store cannot be read.</exception>
    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(CancellationToken cancellationToken = default) =>
        Journal.EntriesAsync(long.MaxValue, cancellationToken);

    /// <summary>The state as of a sequence, rebuilt from the journal alone.</summary>
    /// <param name="sequence">The last sequence to take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The journal is broken, or the store cannot be read.</exception>
    public Task<TraderState> ReplayAsync(long sequence, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        return ReplayAsync(entry => entry.Sequence > sequence, cancellationToken);
    }

    /// <summary>The state as of a moment of the engine's clock, rebuilt from the journal alone.</summary>
    /// <param name="moment">The last moment to take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The journal is broken, or the store cannot be read.</exception>
    public Task<TraderState> ReplayAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) =>
        ReplayAsync(entry => entry.At > moment, cancellationToken);

    /// <summary>Proves the journal by its chain, and the stored state by the journal. Reads the journal twice.
    /// </summary>
    /// <param name="anchor">A head of the journal known from elsewhere, by which a cut shows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<StateVerification> VerifyAsync(
        JournalAnchor? anchor, CancellationToken cancellationToken = default)
    {
        LoadedState loaded = await LoadRowsAsync(cancellationToken).ConfigureAwait(false);
        JournalVerifierRun run = JournalVerifier.Begin(_trader, anchor, _key);
        var range = new JournalRange { To = Math.Max(1, loaded.Sequence) };
        await foreach (JournalRecord record in _store.ReadJournalAsync(_trader, range, cancellationToken)
            .ConfigureAwait(false))
        {
            run.Add(record);
        }

        JournalVerification journal = Whole(run.Finish(), loaded.Sequence);
        return new StateVerification
        {
            Journal = journal,
            Quarantined = loaded.Quarantined,
            Differences = journal.IsIntact
                ? await DifferencesAsync(loaded, cancellationToken).ConfigureAwait(false)
                : [],
        };
    }

    /// <summary>The rows are an anchor, too: they say how far the journal went.</summary>
    private static JournalVerification Whole(JournalVerification journal, long sequence)
    {
        long last = journal.Reached.Sequence;
        return !journal.IsIntact || last >= sequence
            ? journal
            : new JournalVerification(journal.Reached, JournalFault.Truncated, last + 1, FormattableString.Invariant(
                $"The journal ends with record {last}; the store was at record {sequence}."));
    }

    private Task<LoadedState> LoadRowsAsync(CancellationToken cancellationToken) =>
        new StateLoading(
            _store, _trader, new StateCodec(RecordFormat.MessagePack, _key.ToArray()), new KeyedChain(_key))
            .RunAsync(cancellationToken);

    private async Task<IReadOnlyList<string>> DifferencesAsync(
        LoadedState loaded, CancellationToken cancellationToken)
    {
        LiveState replayed = await Journal.ReplayAsync(loaded.Sequence, cancellationToken).ConfigureAwait(false);
        return StateComparison.Differences(LiveViews.State(loaded.State), LiveViews.State(replayed));
    }

    private async Task<TraderState> ReplayAsync(Func<JournalEntry, bool> isLater, CancellationToken cancellationToken)
    {
        var run = new ReplayRun();
        await foreach (JournalEntry entry in ReadJournalAsync(cancellationToken).ConfigureAwait(false))
        {
            if (isLater(entry))
            {
                run.CutAt(entry);
                break;
            }

            run.Add(entry);
        }

        return LiveViews.State(run.Finish());
    }
}

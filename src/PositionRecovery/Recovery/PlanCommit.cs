namespace PositionRecovery;

/// <summary>Stores what a pass concluded, in one commit, unless a position it speaks of moved meanwhile; and after it
/// the funding that was missed, of lives that this commit may have begun.</summary>
internal sealed class PlanCommit(StateManager state, TradingGate gate, RecoveryPolicy policy, TimeProvider clock)
{
    /// <summary>Stores the events of a plan and opens the gate accordingly.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="notes">Entries for the journal that change no state.</param>
    /// <param name="cancellationToken">Stops the waiting: the outcome is not known then.</param>
    /// <returns>Positions that the engine spoke of since they were compared: nothing was stored then. Empty when the
    /// plan is stored.</returns>
    internal async Task<IReadOnlyList<BookKey>> RunAsync(
        Finding finding, IReadOnlyList<ExecutionEvent> notes, CancellationToken cancellationToken)
    {
        ReconciliationPlan plan = finding.Plan;
        DateTimeOffset now = clock.GetUtcNow();
        List<ExecutionEvent> events = [.. Definitions(finding, now), .. plan.Events];
        events.AddRange(Quarantines(plan, now));
        if (finding.Left.Count == 0)
        {
            events.AddRange(AgreedAccounts.Events(plan, finding.Venue, now));
        }

        events.AddRange(notes);
        var moved = new List<BookKey>();
        RecordResult? result = await state.ApplyAsync(
            events, JournalActor.Reconciliation, finding.Since ?? finding.Cached.Sequence, IsFree, cancellationToken)
            .ConfigureAwait(false);
        if (result is null)
        {
            return moved;
        }

        IReadOnlyList<ExecutionEvent> funding = MissedFunding.Of(finding.Venue, () => state.ReadState().Lives);
        await state.ApplyAsync(funding, JournalActor.Reconciliation, cancellationToken).ConfigureAwait(false);
        gate.Change(before => GateRules.After(before, finding));
        return [];

        bool IsFree(BookKey key)
        {
            bool isFree = !IsAbout(finding, key);
            if (!isFree)
            {
                moved.Add(key);
            }

            return isFree;
        }
    }

    /// <summary>Stores what a pass concluded of all but the positions that moved while it ran. Those stay shut until a
    /// later pass proves them.</summary>
    /// <param name="finding">What was found, and not stored.</param>
    /// <param name="moved">The positions that moved; at least one.</param>
    /// <param name="notes">Entries for the journal that change no state.</param>
    /// <param name="cancellationToken">Stops the waiting: the outcome is not known then.</param>
    /// <returns>What is stored.</returns>
    internal async Task<Finding> RunWithoutAsync(
        Finding finding,
        IReadOnlyList<BookKey> moved,
        IReadOnlyList<ExecutionEvent> notes,
        CancellationToken cancellationToken)
    {
        var left = new HashSet<BookKey>();
        Finding rest = finding;
        while (moved.Count > 0) // each time there is less that can move
        {
            left.UnionWith(moved);
            rest = Without(finding, left);
            moved = await RunAsync(rest, notes, cancellationToken).ConfigureAwait(false);
        }

        return rest;
    }

    /// <summary>The same comparison without the instruments of some positions, with books as they are now: what an
    /// answer brought of these instruments meanwhile counts where several share an asset.</summary>
    private Finding Without(Finding finding, HashSet<BookKey> moved)
    {
        HashSet<InstrumentId> instruments = [.. moved.Select(static k => k.Instrument)];
        ReconciliationOptions options = policy.Options(
            finding.Scope.Instruments, instruments, finding.Options.GenerateMissingOrders);
        CachedSnapshot cached = finding.Scope.Restrict(state.Snapshot());
        return finding with
        {
            Cached = cached,
            Options = options,
            Plan = Reconciler.Reconcile(cached, finding.Venue, options, finding.Now),
            Since = finding.Cached.Sequence,
            Left =
            [
                .. moved.Concat(finding.Plan.Verdicts.Where(v => instruments.Contains(v.Instrument))
                    .Select(static v => new BookKey(v.Account, v.Instrument, v.Side)))
                    .Distinct().Order(KeyOrder.Books),
            ],
        };
    }

    /// <summary>Whether a pass says anything of a position.</summary>
    private static bool IsAbout(Finding finding, BookKey key) =>
        (finding.Scope.Account is null || finding.Scope.Account == key.Account)
        && (finding.Options.IncludedInstruments.Count == 0
            || finding.Options.IncludedInstruments.Contains(key.Instrument))
        && !finding.Options.ExcludedInstruments.Contains(key.Instrument);

    /// <summary>Instruments that the venue described and the books lack: those whose position agrees as it is are in no
    /// event of the plan.</summary>
    private static IEnumerable<ExecutionEvent> Definitions(Finding finding, DateTimeOffset now)
    {
        HashSet<InstrumentId> known =
        [
            .. finding.Cached.Instruments.Select(static i => i.Id),
            .. finding.Plan.Events.OfType<InstrumentDefinedEvent>().Select(static e => e.Definition.Id),
        ];
        HashSet<InstrumentId> judged = [.. finding.Plan.Verdicts.Select(static v => v.Instrument)];
        return finding.Venue.Answers.SelectMany(static a => a.Reports).OfType<InstrumentReport>()
            .Select(static r => r.Definition).Where(d => judged.Contains(d.Id) && known.Add(d.Id))
            .OrderBy(static d => d.Id.Value, StringComparer.Ordinal)
            .Select(d => new InstrumentDefinedEvent { At = now, Definition = d });
    }

    /// <summary>After a liquidation or the like nothing is opened again until somebody looked.</summary>
    private static IEnumerable<ExecutionEvent> Quarantines(ReconciliationPlan plan, DateTimeOffset now) => plan.Diff
        .Where(static d => d is { Kind: DiscrepancyKind.ForcedOrder, Instrument: not null })
        .Select(static d => (Key: new BookKey(d.Account, d.Instrument!.Value, d.Side ?? PositionSide.Net),
            d.Explanation))
        .DistinctBy(static d => d.Key)
        .Select(d => new PositionQuarantinedEvent { At = now, Key = d.Key, Reason = d.Explanation });
}

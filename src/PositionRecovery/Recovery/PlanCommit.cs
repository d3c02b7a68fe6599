namespace PositionRecovery;

/// <summary>Stores what a pass concluded, in one commit, unless a position it speaks of moved meanwhile.</summary>
internal sealed class PlanCommit(StateManager state, TradingGate gate, TimeProvider clock)
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
        var events = new List<ExecutionEvent>(plan.Events);
        events.AddRange(Quarantines(plan, now));
        events.AddRange(AgreedAccounts.Events(plan, finding.Venue, now));
        events.AddRange(notes);
        var moved = new List<BookKey>();
        RecordResult? result = await state.ApplyAsync(
            events, JournalActor.Reconciliation, finding.Cached.Sequence, IsFree, cancellationToken)
            .ConfigureAwait(false);
        if (result is null)
        {
            return moved;
        }

        gate.Change(before => GateRules.After(before, plan, finding.Venue, finding.IsWhole));
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

    /// <summary>Whether a pass says anything of a position.</summary>
    private static bool IsAbout(Finding finding, BookKey key) =>
        (finding.Scope.Account is null || finding.Scope.Account == key.Account)
        && (finding.Options.IncludedInstruments.Count == 0
            || finding.Options.IncludedInstruments.Contains(key.Instrument))
        && !finding.Options.ExcludedInstruments.Contains(key.Instrument);

    /// <summary>After a liquidation or the like nothing is opened again until somebody looked.</summary>
    private static IEnumerable<ExecutionEvent> Quarantines(ReconciliationPlan plan, DateTimeOffset now) => plan.Diff
        .Where(static d => d is { Kind: DiscrepancyKind.ForcedOrder, Instrument: not null })
        .Select(static d => (Key: new BookKey(d.Account, d.Instrument!.Value, d.Side ?? PositionSide.Net), d.Explanation))
        .DistinctBy(static d => d.Key)
        .Select(d => new PositionQuarantinedEvent { At = now, Key = d.Key, Reason = d.Explanation });
}

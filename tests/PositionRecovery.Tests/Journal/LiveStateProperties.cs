namespace PositionRecovery.Tests;

/// <summary>The live state is the same fold as the one the reconciler projects with, whatever way events come in.
/// </summary>
public sealed class LiveStateProperties
{
    [Fact]
    public void Apply_APlanAsOneUnit_GivesTheProjectedState()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 201, tried =>
        {
            CachedSnapshot believed = tried.Cached with { PurgedTrades = [] };
            ReconciliationPlan plan = tried.Reconcile(believed, tried.Venue);
            LiveState state = LiveStates.Of(believed);

            if (plan.Events.Count > 0)
            {
                state.Apply(1, plan.Events);
            }

            Assert.Equal(LiveStates.Text(plan.Projected), LiveStates.Text(LiveViews.Snapshot(state)));
        });
    }

    [Fact]
    public void Apply_ExecutionsOneByOne_IsWhatFoldingThemOneByOneGives()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue, WithAFullMemory), seed: 202, tried =>
        {
            ExecutionEvent[] events = [.. LiveEvents.MissedBy(tried)];
            CachedSnapshot folded = tried.Cached;
            LiveState state = LiveStates.Of(tried.Cached);

            for (int i = 0; i < events.Length; i++)
            {
                folded = StateFold.Apply(folded, [events[i]]);
                state.Apply(i + 1, [events[i]]);
            }

            Assert.Equal(LiveStates.Text(folded), LiveStates.Text(LiveViews.Snapshot(state)));
        });
    }

    [Fact]
    public void Take_RowsOfEveryUnit_LoadToTheSameState()
    {
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 203, tried =>
        {
            LiveState state = LiveStates.Of(tried.Cached);
            var stored = new Dictionary<(RowKind, string), object>();
            StoredParts.StoreAll(stored, state);
            ExecutionEvent[] events = [.. LiveEvents.MissedBy(tried)];

            for (int i = 0; i < events.Length; i++)
            {
                state.Apply(i + 1, [events[i]]);
                StoredParts.Store(stored, LiveRows.Take(state));
            }

            LiveState loaded = StoredParts.Load(stored, state.Sequence);
            Assert.Equal(LiveStates.Text(LiveViews.Snapshot(state)), LiveStates.Text(LiveViews.Snapshot(loaded)));
            Assert.Equal(LiveViews.Lives(state), LiveViews.Lives(loaded), StoredParts.SameLife);
        });
    }

    private static CaseScript WithAFullMemory(CaseScript script) =>
        script.Remembering(b => b with { Kind = BeliefKind.Full });
}

namespace PositionRecovery;

/// <summary>The states that are stored for strategies.</summary>
internal sealed class StrategyStates
{
    private readonly Dictionary<(StrategyId Strategy, StrategyStatePart Part), StoredStrategyState> _stored = [];

    internal IEnumerable<StoredStrategyState> All => _stored.Values;

    internal StoredStrategyState? Find(StrategyId strategy, StrategyStatePart part) =>
        _stored.GetValueOrDefault((strategy, part));

    internal void Load(StoredStrategyState stored) => _stored[(stored.Strategy, stored.Part)] = stored;

    internal void Clear() => _stored.Clear();

    /// <summary>Whether the latest state is this one already.</summary>
    internal bool IsKnown(StrategyStateSavedEvent e) => Find(e.Strategy, e.Part)?.Latest == e.State;

    /// <summary>Takes the latest state. Of indicators the one before stays, too, if the way from there to the latest
    /// can be replayed: of the same version, and as of an earlier time.</summary>
    internal void Take(StrategyStateSavedEvent e)
    {
        StrategySnapshot? before = e.Part != StrategyStatePart.Indicators
            ? null
            : Find(e.Strategy, e.Part)?.States
                .LastOrDefault(s => s.Version == e.State.Version && s.AsOf < e.State.AsOf);
        Load(new StoredStrategyState
        {
            Strategy = e.Strategy, Part = e.Part, States = before is null ? [e.State] : [before, e.State],
        });
    }
}

namespace PositionRecovery;

/// <summary>What is stored for strategies, packed.</summary>
internal static class PackStates
{
    internal static void Write(ref PackWriter w, StrategySnapshot state)
    {
        PackScope outer = w.Begin();
        w.Number(state.Version);
        w.Time(state.AsOf);
        w.Bytes(state.Bytes.Span);
        w.End(outer);
    }

    internal static StrategySnapshot State(ref PackReader r)
    {
        PackScope outer = r.Begin();
        long version = r.Number();
        var state = new StrategySnapshot
        {
            Version = version is >= int.MinValue and <= int.MaxValue
                ? (int)version
                : throw r.Wrong("the version is out of range"),
            AsOf = r.Time(),
            Bytes = r.Bytes(),
        };
        r.End(outer);
        return state;
    }

    internal static void Write(ref PackWriter w, StoredStrategyState stored)
    {
        PackScope outer = w.Begin();
        w.Id(stored.Strategy);
        w.Word(stored.Part);
        w.List(stored.States, Write);
        w.End(outer);
    }

    internal static StoredStrategyState Stored(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var stored = new StoredStrategyState
        {
            Strategy = r.Strategy(),
            Part = r.Word<StrategyStatePart>(),
            States = FrozenList<StrategySnapshot>.Owning(r.List(State)),
        };
        r.End(outer);
        return stored;
    }
}

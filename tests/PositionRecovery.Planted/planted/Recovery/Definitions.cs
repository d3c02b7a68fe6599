namespace PositionRecovery;

/// <summary>Definitions of instruments that the books lack.</summary>
internal static class Definitions
{
    /// <summary>Those that are not known, each once.</summary>
    internal static IEnumerable<InstrumentDefinition> Unknown(
        IReadOnlyList<InstrumentDefinition> known, IReadOnlyList<InstrumentDefinition> given)
    {
        HashSet<InstrumentId> ids = [.. known.Select(static i => i.Id)];
        return given.Where(i => ids.Add(i.Id));
    }

    internal static CachedSnapshot With(CachedSnapshot cached, IReadOnlyList<InstrumentDefinition> given) =>
        cached with { Instruments = [.. cached.Instruments, .. Unknown(cached.Instruments, given)] };
}

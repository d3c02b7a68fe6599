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

    /// <summary>Those that are not known, and those known whose bounds of orders are others now. What positions are
    /// counted by, the steps and the multiplier, stays as it was first told.</summary>
    /// <param name="known">Those of the books.</param>
    /// <param name="given">Those of the user, which come before the venue's.</param>
    /// <param name="told">Those that venues told just now.</param>
    internal static IEnumerable<InstrumentDefinition> News(
        IReadOnlyList<InstrumentDefinition> known,
        IReadOnlyList<InstrumentDefinition> given,
        IReadOnlyList<InstrumentDefinition> told)
    {
        Dictionary<InstrumentId, InstrumentDefinition> before = ById(known);
        Dictionary<InstrumentId, InstrumentDefinition> own = ById(given);
        Dictionary<InstrumentId, InstrumentDefinition> venues = ById(told);
        foreach (InstrumentId id in own.Keys.Union(venues.Keys))
        {
            InstrumentDefinition? was = before.GetValueOrDefault(id);
            InstrumentDefinition? mine = own.GetValueOrDefault(id);
            InstrumentDefinition? other = venues.GetValueOrDefault(id) ?? was;
            InstrumentDefinition now = (was ?? mine ?? other!) with
            {
                MinQuantity = mine?.MinQuantity ?? other?.MinQuantity,
                MaxQuantity = mine?.MaxQuantity ?? other?.MaxQuantity,
                MaxMarketQuantity = mine?.MaxMarketQuantity ?? other?.MaxMarketQuantity,
                MinNotional = mine?.MinNotional ?? other?.MinNotional,
            };
            if (now != was)
            {
                yield return now;
            }
        }
    }

    internal static CachedSnapshot With(CachedSnapshot cached, IReadOnlyList<InstrumentDefinition> given) =>
        cached with { Instruments = [.. cached.Instruments, .. Unknown(cached.Instruments, given)] };

    private static Dictionary<InstrumentId, InstrumentDefinition> ById(IReadOnlyList<InstrumentDefinition> all)
    {
        var found = new Dictionary<InstrumentId, InstrumentDefinition>();
        foreach (InstrumentDefinition definition in all)
        {
            found.TryAdd(definition.Id, definition);
        }

        return found;
    }
}

namespace PositionRecovery;

/// <summary>Instrument definitions by id: the engine's own, and the venue's where the engine has none.</summary>
internal sealed class InstrumentIndex : IDisposable
{
    private readonly IReadOnlyList<InstrumentDefinition> _known;
    private readonly HashIndex _index;
    private readonly Dictionary<InstrumentId, (InstrumentDefinition Definition, DateTimeOffset AsOf)> _learned = [];
    private KeyHash _hash;

    internal InstrumentIndex(IReadOnlyList<InstrumentDefinition> known, Evidence evidence)
    {
        _known = known;
        _index = new HashIndex(known.Count);
        for (int i = 0; i < known.Count; i++)
        {
            _index.Add(_hash.Of(known[i].Id), i);
        }

        foreach ((InstrumentReport report, DateTimeOffset asOf) in evidence.Accounts.SelectMany(static a =>
            a.Instruments))
        {
            InstrumentDefinition definition = report.Definition;
            if (FindKnown(definition.Id) is null
                && (!_learned.TryGetValue(definition.Id, out var other) || IsLater(definition, asOf, other)))
            {
                _learned[definition.Id] = (definition, asOf);
            }
        }
    }

    /// <summary>The definition of an instrument that the engine did not have, and when the venue gave it.</summary>
    internal (InstrumentDefinition Definition, DateTimeOffset AsOf)? Learned(InstrumentId id) =>
        _learned.TryGetValue(id, out var learned) ? learned : null;

    internal InstrumentDefinition? Find(InstrumentId id) => FindKnown(id) ?? Learned(id)?.Definition;

    internal bool IsInverse(InstrumentId id) => Find(id)?.IsInverse ?? false;

    public void Dispose() => _index.Dispose();

    private static bool IsLater(
        InstrumentDefinition definition, DateTimeOffset asOf,
            (InstrumentDefinition Definition, DateTimeOffset AsOf) other) =>
        asOf > other.AsOf || (asOf == other.AsOf
            && string.CompareOrdinal(definition.ToString(), other.Definition.ToString()) > 0);

    private InstrumentDefinition? FindKnown(InstrumentId id)
    {
        int hash = _hash.Of(id);
        for (int entry = _index.First(hash); entry >= 0; entry = _index.Next(entry, hash))
        {
            InstrumentDefinition candidate = _known[_index.RowAt(entry)];
            if (candidate.Id == id)
            {
                return candidate;
            }
        }

        return null;
    }
}

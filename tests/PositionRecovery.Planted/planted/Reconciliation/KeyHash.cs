namespace PositionRecovery;

/// <summary>Hash codes of composite keys. Neighbouring rows usually share account and instrument, so the last hash of
/// those is kept. Hash codes are used for look-up only and never become visible.</summary>
internal struct KeyHash
{
    private string? _instrument;
    private int _instrumentHash;

    internal int Of(InstrumentId instrument, string id) => (Instrument(instrument.Value) * 31) ^ id.GetHashCode();

    internal int Of(InstrumentId instrument, PositionSide side) => (Instrument(instrument.Value) * 31) ^ (int)side;

    internal int Of(InstrumentId instrument) => Instrument(instrument.Value);

    private int Instrument(string value)
    {
        if (!ReferenceEquals(value, _instrument) && !string.Equals(value, _instrument, StringComparison.Ordinal))
        {
            _instrumentHash = value.GetHashCode();
        }

        _instrument = value;
        return _instrumentHash;
    }
}

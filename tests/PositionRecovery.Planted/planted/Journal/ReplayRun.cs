namespace PositionRecovery;

/// <summary>A replay under way: collects the entries of a unit and adds it when it is whole.</summary>
internal sealed class ReplayRun(LiveState? state = null)
{
    private readonly LiveState _state = state ?? new LiveState();
    private readonly List<ExecutionEvent> _unit = [];
    private long _unitStart;
    private long _last = state?.Sequence ?? 0;

    internal void Add(JournalEntry entry)
    {
        if (entry.Sequence != _last + 1)
        {
            throw new ArgumentException(
                $"The journal has entry {entry.Sequence} after entry {_last}; entries must follow without gaps.",
                nameof(entry));
        }

        if (entry.Unit != _unitStart)
        {
            Apply();
            _unitStart = entry.Unit == entry.Sequence
                ? entry.Unit
                : throw new ArgumentException(
                    $"Entry {entry.Sequence} is of the unit of entry {entry.Unit}, which is not the one under way.",
                    nameof(entry));
        }

        _unit.Add(entry.Event);
        _last = entry.Sequence;
    }

    /// <summary>Ends before an entry: a unit that this entry belongs to is not whole, and is left out.</summary>
    internal void CutAt(JournalEntry next)
    {
        if (next.Unit == _unitStart)
        {
            _unit.Clear();
        }
    }

    internal LiveState Finish()
    {
        Apply();
        return _state;
    }

    private void Apply()
    {
        if (_unit.Count > 0)
        {
            _state.Apply(_unitStart, _unit);
            _unit.Clear();
        }
    }
}

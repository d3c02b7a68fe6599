namespace PositionRecovery.Testing;

/// <summary>A fault, and how many of its calls there were.</summary>
internal sealed class PlantedFault(VenueFault fault)
{
    private long _calls;

    internal VenueFault Fault => fault;

    /// <summary>Counts a call that the fault is about.</summary>
    /// <returns>Whether it goes wrong.</returns>
    internal bool Hits(VenueCall call)
    {
        bool isAbout = (fault.Call is null || fault.Call == call.Kind)
            && (fault.Account is null || call.Account is null || fault.Account == call.Account)
            && (fault.Instrument is null || call.Instrument is null || fault.Instrument == call.Instrument);
        if (!isAbout)
        {
            return false;
        }

        long before = _calls++ - (fault.Nth - 1);
        return before >= 0 && (fault.Times is null || before < fault.Times);
    }
}

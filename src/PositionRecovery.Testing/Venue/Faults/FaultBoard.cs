namespace PositionRecovery.Testing;

/// <summary>The faults that are planted, and the bans that came of them. Guarded by the venue's lock.</summary>
internal sealed class FaultBoard
{
    private readonly List<PlantedFault> _planted = [];

    private TaskCompletionSource _healed = new();

    private DateTimeOffset _retryAt = DateTimeOffset.MinValue;

    private DateTimeOffset _bannedUntil = DateTimeOffset.MinValue;

    internal int CallsDuringBan { get; private set; }

    internal int CallsBeforeRetry { get; private set; }

    /// <summary>Ends with the next healing: what hangs waits for it.</summary>
    internal Task Healed => _healed.Task;

    internal void Plant(VenueFault fault) => _planted.Add(new PlantedFault(fault));

    internal void Remove(VenueFault fault) => _planted.RemoveAll(p => ReferenceEquals(p.Fault, fault));

    /// <summary>Removes all, and gives what to complete to let go what hangs.</summary>
    internal TaskCompletionSource Heal()
    {
        _planted.Clear();
        _retryAt = _bannedUntil = DateTimeOffset.MinValue;
        TaskCompletionSource healed = _healed;
        _healed = new TaskCompletionSource();
        return healed;
    }

    /// <summary>The faults of a call. Counts those it is about.</summary>
    internal CallFaults Of(VenueCall call)
    {
        VenueFault[] due = [.. _planted.Where(p => p.Hits(call)).Select(static p => p.Fault)];
        if (call.At < _bannedUntil)
        {
            CallsDuringBan++;
            return new CallFaults(due, Healed, Refusal("banned (418)", _bannedUntil - call.At));
        }

        if (call.At < _retryAt)
        {
            CallsBeforeRetry++;
            return new CallFaults(due, Healed, Refusal("too many requests (429)", _retryAt - call.At));
        }

        VenueFault? limit = Array.Find(
            due, static f => f.Kind is VenueFaultKind.TooManyRequests or VenueFaultKind.Ban);
        switch (limit?.Kind)
        {
            case VenueFaultKind.Ban:
                _bannedUntil = call.At + limit.Time;
                return new CallFaults(due, Healed, Refusal(limit.Reason ?? "banned (418)", limit.Time));
            case VenueFaultKind.TooManyRequests:
                _retryAt = call.At + limit.Time;
                return new CallFaults(due, Healed, Refusal(limit.Reason ?? "too many requests (429)", limit.Time));
            default:
                return new CallFaults(due, Healed, null);
        }
    }

    private static VenueException Refusal(string text, TimeSpan wait) =>
        new(text, isTransient: true) { RetryAfter = wait };
}

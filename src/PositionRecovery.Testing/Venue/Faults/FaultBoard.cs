namespace PositionRecovery.Testing;

/// <summary>The faults that are planted, and the bans that came of them. Guarded by the venue's lock.</summary>
internal sealed class FaultBoard(int? callsPerMinute)
{
    /// <summary>How many calls too early are forgiven before the ban.</summary>
    private const int Patience = 3;

    private static readonly TimeSpan BanTime = TimeSpan.FromMinutes(2);

    private readonly List<PlantedFault> _planted = [];

    private TaskCompletionSource _healed = new();

    private DateTimeOffset _retryAt = DateTimeOffset.MinValue;

    private DateTimeOffset _bannedUntil = DateTimeOffset.MinValue;

    private long _minute;

    private int _callsInMinute;

    private int _early;

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
            if (callsPerMinute is not null && ++_early > Patience)
            {
                _bannedUntil = call.At + BanTime;
            }

            return new CallFaults(due, Healed, Refusal("too many requests (429)", _retryAt - call.At));
        }

        if (Exceeds(call.At) is { } wait)
        {
            _retryAt = call.At + wait;
            return new CallFaults(due, Healed, Refusal("too many requests (429)", wait));
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

    /// <summary>How long the minute lasts, when it has had its calls.</summary>
    private TimeSpan? Exceeds(DateTimeOffset now)
    {
        long minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute != _minute)
        {
            (_minute, _callsInMinute, _early) = (minute, 0, 0);
        }

        return ++_callsInMinute > callsPerMinute
            ? new TimeSpan(((minute + 1) * TimeSpan.TicksPerMinute) - now.UtcTicks)
            : null;
    }

    private static VenueException Refusal(string text, TimeSpan wait) =>
        new(text, isTransient: true) { RetryAfter = wait };
}

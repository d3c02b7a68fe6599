namespace PositionRecovery;

/// <summary>The trading sessions of a trader, and the statistics of the running one.</summary>
internal sealed class SessionBook
{
    private readonly Dictionary<SessionId, SessionSnapshot> _sessions = [];

    /// <summary>The running session, if any.</summary>
    internal SessionSnapshot? Active { get; private set; }

    internal IEnumerable<SessionSnapshot> All => _sessions.Values;

    /// <summary>Whether the running session changed since this was last asked for as a row.</summary>
    internal HashSet<SessionId> Dirty { get; } = [];

    internal SessionSnapshot? Find(SessionId id) => _sessions.GetValueOrDefault(id);

    internal void Load(SessionSnapshot session)
    {
        _sessions[session.Id] = session;
        Active = session.Status == SessionStatus.Active ? session : Active;
    }

    internal void Start(SessionStartedEvent e) => Set(e.Session);

    internal void Stop(SessionStoppedEvent e) => End(e.Session, e.At, SessionStatus.Stopped, e.FinalCapital);

    internal void Crash(SessionCrashedEvent e) => End(e.Session, e.At, SessionStatus.Crashed, null);

    internal void Count(int orders, int fills, int wins, int losses)
    {
        if (Active is { } session && (orders | fills | wins | losses) != 0)
        {
            Set(session with
            {
                Orders = session.Orders + orders,
                Fills = session.Fills + fills,
                Wins = Math.Max(0, session.Wins + wins),
                Losses = Math.Max(0, session.Losses + losses),
            });
        }
    }

    private void End(SessionId id, DateTimeOffset at, SessionStatus status, decimal? capital)
    {
        if (_sessions.TryGetValue(id, out SessionSnapshot? session))
        {
            Set(session with { Status = status, EndedAt = at, FinalCapital = capital ?? session.FinalCapital });
        }
    }

    private void Set(SessionSnapshot session)
    {
        _sessions[session.Id] = session;
        Dirty.Add(session.Id);
        Active = session.Status == SessionStatus.Active ? session : Active?.Id == session.Id ? null : Active;
    }
}

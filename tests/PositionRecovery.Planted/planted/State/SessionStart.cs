using System.Globalization;

namespace PositionRecovery;

/// <summary>The session that a start of the engine begins.</summary>
internal static class SessionStart
{
    internal static SessionSnapshot Of(
        StateSetup setup, OpenedStore opened, SessionBook sessions, DateTimeOffset now)
    {
        SessionDescription about = setup.Session ?? new SessionDescription();
        SessionSnapshot? last = sessions.All.MaxBy(static s => (s.StartedAt, s.Id.Value));
        bool resumes = about.ResumesLast && last is not null;
        string epoch = opened.Lease.Epoch.ToString(CultureInfo.InvariantCulture);
        return new SessionSnapshot
        {
            Id = new SessionId(ContentId.Of("SE-", setup.Trader.Value, epoch)),
            Status = SessionStatus.Active,
            StartedAt = now,
            Resumes = resumes ? last!.Id : null,
            InitialCapital = about.InitialCapital ?? (resumes ? last!.FinalCapital ?? last.InitialCapital : null),
            Instruments = about.Instruments.Count == 0 && resumes ? last!.Instruments : about.Instruments,
            Parameters = about.Parameters is null && resumes ? last!.Parameters : [.. about.Parameters ?? NoParameters],
        };
    }

    private static IReadOnlyDictionary<string, string> NoParameters { get; } = new Dictionary<string, string>();
}

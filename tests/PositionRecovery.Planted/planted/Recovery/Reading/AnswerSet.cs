namespace PositionRecovery;

/// <summary>The answers so far, and what time it is at each venue. Not thread-safe.</summary>
internal sealed class AnswerSet
{
    private readonly TimeProvider _clock;
    private readonly List<VenueAnswer> _answers;
    private readonly Dictionary<AccountId, (DateTimeOffset Venue, long Here)> _times = [];

    internal AnswerSet(VenueSnapshot venue, TimeProvider clock)
    {
        _clock = clock;
        _answers = [.. venue.Answers];
        _answers.ForEach(NoteTime);
    }

    internal VenueSnapshot Snapshot => VenueSnapshot.Of(_answers);

    /// <summary>The latest venue time that was seen; this machine's where none was.</summary>
    internal DateTimeOffset Now => _times.Count == 0 ? _clock.GetUtcNow() : _times.Values.Max(static t => t.Venue);

    /// <summary>What time it is at an account's venue, or a little earlier.</summary>
    internal DateTimeOffset NowAt(AccountId account) => _times.TryGetValue(account, out var seen)
        ? seen.Venue + _clock.GetElapsedTime(seen.Here)
        : _clock.GetUtcNow();

    /// <summary>Takes an answer that says something. The failure that it makes up for is forgotten.</summary>
    /// <returns>Whether it was taken.</returns>
    internal bool Take(VenueQuery asked, VenueAnswer answer)
    {
        if (!answer.Coverage.HasFacts)
        {
            return false;
        }

        _answers.RemoveAll(a => !a.Coverage.HasFacts && (a.Query == asked || a.Query == answer.Query));
        _answers.Add(answer);
        NoteTime(answer);
        return true;
    }

    /// <summary>The latest time as of which something like this was answered.</summary>
    internal DateTimeOffset? AnsweredAt(VenueQuery query) => _answers
        .Where(a => a.Coverage.HasFacts && IsAsWide(a.Query, query)).Max(static a => a.Coverage.To);

    private static bool IsAsWide(VenueQuery answered, VenueQuery asked) => answered == asked
        || (asked is not OrderQuery && answered.GetType() == asked.GetType() && answered.Account == asked.Account
            && (answered.Instrument is null || asked.Instrument is null || answered.Instrument == asked.Instrument));

    private void NoteTime(VenueAnswer answer)
    {
        AccountId account = answer.Query.Account;
        if (answer.Coverage.To is { } time && !(_times.TryGetValue(account, out var seen) && seen.Venue >= time))
        {
            _times[account] = (time, _clock.GetTimestamp());
        }
    }
}

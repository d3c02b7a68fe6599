namespace PositionRecovery;

/// <summary>Which questions were asked, and what came of each. Not thread-safe.</summary>
internal sealed class QuestionLog(
    QuestionTimes times, AnswerSet answers, Deadline deadline, bool waitsForArrivals)
{
    private readonly Dictionary<VenueQuery, (int Answered, int Failed, string? Reason)> _asked = [];

    /// <summary>How long to wait before a question is asked.</summary>
    internal TimeSpan WaitFor(VenueQuery query) => times.WaitFor(query, answers, _asked.ContainsKey(query));

    /// <summary>Why a question is not asked any more; <c>null</c> when it may be.</summary>
    internal string? WhyNot(VenueQuery query, int maxFailures)
    {
        (int answered, int failed, string? reason) = _asked.GetValueOrDefault(query);
        if (failed >= maxFailures)
        {
            return reason;
        }

        if (answered >= times.MaxAnswers)
        {
            return "the answers do not settle it";
        }

        DateTimeOffset? arrival = times.ProvableFrom(query) is { } provable && provable > answers.NowAt(query.Account)
            ? provable
            : null;
        if (arrival is not null && !waitsForArrivals && _asked.ContainsKey(query))
        {
            return $"the order may arrive until {Explain.Time(arrival.Value)}; a later check asks again";
        }

        if (deadline.Left is not { } left || WaitFor(query) < left)
        {
            return null;
        }

        return arrival is { } at
            ? $"the order may arrive until {Explain.Time(at)}, which is after the deadline"
            : "its next answer would come after the deadline";
    }

    /// <summary>Takes what came back.</summary>
    internal void Take(List<(VenueQuery Asked, VenueAnswer Answer)> answered)
    {
        foreach ((VenueQuery asked, VenueAnswer answer) in answered)
        {
            if (!times.IsTooEarly(answer))
            {
                answers.Take(asked, answer);
            }
        }

        foreach (IGrouping<VenueQuery, (VenueQuery Asked, VenueAnswer Answer)> one in
            answered.GroupBy(static a => a.Asked))
        {
            VenueAnswer? failure = one.Select(static a => a.Answer).FirstOrDefault(static a => !a.Coverage.HasFacts);
            (int times, int failed, _) = _asked.GetValueOrDefault(one.Key);
            bool isRefused = failure is { Coverage.Status: CoverageStatus.Unsupported };
            _asked[one.Key] = failure is null
                ? (times + 1, 0, null)
                : (times, isRefused ? int.MaxValue : failed + 1, failure.Coverage.Reason ?? "no reason given");
        }
    }
}

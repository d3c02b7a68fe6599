namespace PositionRecovery;

/// <summary>When a question is worth asking: at once; or a quiet period after it was answered last, since two reads at
/// one moment prove no more than one; or, for an order that may still be on its way, when it cannot arrive any more.
/// </summary>
internal sealed class QuestionTimes
{
    /// <summary>Added to waits, because venues round their times.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly Policy _policy;
    private readonly Dictionary<(AccountId, InstrumentId, ClientOrderId), DateTimeOffset> _provableFrom = [];

    internal QuestionTimes(CachedSnapshot cached, ReconciliationOptions options)
    {
        _policy = new Policy(options);
        foreach (OrderSnapshot order in cached.Orders.Where(static o => !o.IsTerminal && o.VenueOrder is null))
        {
            if ((order.SendDeadline ?? order.IntendedAt) is { } sent)
            {
                OrderIntent intent = order.Intent;
                _provableFrom[(intent.Account, intent.Instrument, intent.Id)] =
                    Moments.Later(sent, _policy.TimesOf(intent.Account).RequestWindow);
            }
        }
    }

    /// <summary>How many answers to one question are waited for.</summary>
    internal int MaxAnswers => _policy.RequiredAbsenceReads + 1;

    /// <summary>How long to wait before a question is asked.</summary>
    /// <param name="query">The question.</param>
    /// <param name="answers">The answers so far.</param>
    /// <param name="isAskedBefore">Whether it was asked already.</param>
    internal TimeSpan WaitFor(VenueQuery query, AnswerSet answers, bool isAskedBefore)
    {
        DateTimeOffset now = answers.NowAt(query.Account);
        DateTimeOffset due = DateTimeOffset.MinValue;
        if ((isAskedBefore || query is PositionsQuery or OrderQuery) && answers.AnsweredAt(query) is { } answered)
        {
            due = Moments.Later(answered, _policy.AbsenceQuietPeriod + Slack);
        }

        if (isAskedBefore && ProvableFrom(query) is { } provable && provable > due)
        {
            due = Moments.Later(provable, Slack);
        }

        return due > now ? due - now : TimeSpan.Zero;
    }

    /// <summary>Whether an answer does not find an order that may still be on its way: it proves nothing, and would
    /// stand in the way of later ones that do.</summary>
    internal bool IsTooEarly(VenueAnswer answer) =>
        answer is { Coverage.IsComplete: true, Reports.Count: 0 }
        && ProvableFrom(answer.Query) is { } provable && answer.Coverage.To < provable;

    /// <summary>From when on the absence of the order that is asked about can be proven.</summary>
    internal DateTimeOffset? ProvableFrom(VenueQuery query) =>
        query is OrderQuery { Instrument: { } instrument, ClientOrder: { } order }
        && _provableFrom.TryGetValue((query.Account, instrument, order), out DateTimeOffset at)
            ? at
            : null;
}

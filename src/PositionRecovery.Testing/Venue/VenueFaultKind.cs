namespace PositionRecovery.Testing;

/// <summary>What goes wrong with a call of a venue. Values may be added in minor versions.</summary>
public enum VenueFaultKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A <see cref="VenueException"/>, and nothing happens.</summary>
    Fail = 1,

    /// <summary>A query is answered with <see cref="VenueAnswer.Failed"/>. Other calls as <see cref="Fail"/>.</summary>
    AnswerFailed = 2,

    /// <summary>A query is answered with <see cref="VenueAnswer.Unsupported"/>. Other calls as <see cref="Fail"/>.
    /// </summary>
    Unsupported = 3,

    /// <summary>An order is rejected, a cancellation too. Queries as <see cref="Fail"/>.</summary>
    Reject = 4,

    /// <summary>Nothing happens and no answer comes until the caller gives up or the venue is healed.</summary>
    HangBefore = 5,

    /// <summary>It happens, and no answer comes until the caller gives up or the venue is healed.</summary>
    HangAfter = 6,

    /// <summary>Nothing happens, and the caller is told that the outcome is not known: a query throws.</summary>
    TimeOutBefore = 7,

    /// <summary>It happens, and the caller is told that the outcome is not known: a query throws. What a broken
    /// connection looks like.</summary>
    TimeOutAfter = 8,

    /// <summary>The caller is told at once that the outcome is not known, and it happens
    /// <see cref="VenueFault.Time"/> later, whatever becomes of the caller. A query throws.</summary>
    AcceptLate = 9,

    /// <summary>The request is under way for <see cref="VenueFault.Time"/>. A request that was sent arrives, also when
    /// the caller gives up. With bars: before each one.</summary>
    Delay = 10,

    /// <summary>The answer is under way for <see cref="VenueFault.Time"/>.</summary>
    DelayAnswer = 11,

    /// <summary>The answer shows what was <see cref="VenueFault.Time"/> ago, and does not tell.</summary>
    Lag = 12,

    /// <summary>Half of the rows are missing, and the answer says that it is partial. Of executions, cash flows and
    /// ended orders the older half.</summary>
    CutPage = 13,

    /// <summary>Rows come twice; bars too.</summary>
    Duplicate = 14,

    /// <summary>Rows come in the opposite order; bars too, two by two.</summary>
    Reorder = 15,

    /// <summary>Rows are missing and the answer claims to be complete: all of them, or those of
    /// <see cref="VenueFault.Which"/>. Of bars every fifth.</summary>
    Withhold = 16,

    /// <summary>Rows are wrong: what <see cref="VenueFault.Change"/> makes of them, or values that cannot be true and a
    /// status that nobody knows.</summary>
    WrongRows = 17,

    /// <summary>The limit of requests is reached (429): it throws with <see cref="VenueException.RetryAfter"/>, and so
    /// do all calls of the venue for <see cref="VenueFault.Time"/>. They are counted:
    /// <see cref="SimulatedVenue.CallsBeforeRetry"/>.</summary>
    TooManyRequests = 18,

    /// <summary>The address is banned (418): it throws with <see cref="VenueException.RetryAfter"/>, and so do all
    /// calls of the venue for <see cref="VenueFault.Time"/>. They are counted:
    /// <see cref="SimulatedVenue.CallsDuringBan"/>.</summary>
    Ban = 19,

    /// <summary>Executions, cash flows and ended orders come in pages of at most <see cref="VenueFault.Rows"/> rows,
    /// however many were asked for. Where there are no pages, the newest so many come, and the answer says since when
    /// it is whole.</summary>
    ShortPages = 20,
}

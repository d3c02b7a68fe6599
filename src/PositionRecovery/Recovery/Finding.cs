namespace PositionRecovery;

/// <summary>What one pass compared, and what it concludes. Nothing has happened yet.</summary>
internal sealed record Finding
{
    internal required ReconcileScope Scope { get; init; }

    internal required CachedSnapshot Cached { get; init; }

    internal required VenueSnapshot Venue { get; init; }

    internal required ReconciliationOptions Options { get; init; }

    internal required DateTimeOffset Now { get; init; }

    internal required ReconciliationPlan Plan { get; init; }

    /// <summary>Accounts of which a whole list said which positions there are.</summary>
    internal IReadOnlyList<AccountId> Listed { get; init; } = [];

    /// <summary>Whether the time was over before all was answered.</summary>
    internal bool IsOutOfTime { get; init; }

    /// <summary>Queries that had no answer when the time was over.</summary>
    internal IReadOnlyList<string> Unanswered { get; init; } = [];

    /// <summary>The sequence of the state that the venues' answers go with, where the books were read again since;
    /// <c>null</c> for that of the books.</summary>
    internal long? Since { get; init; }

    /// <summary>Positions that nothing is concluded of, because they moved whenever they were compared.</summary>
    internal IReadOnlyList<BookKey> Left { get; init; } = [];

    /// <summary>Whether all accounts were asked about everything.</summary>
    internal bool IsWhole => Scope == ReconcileScope.Everything;

    internal IncidentBundle ToIncident(IReadOnlyList<string> notes) => new()
    {
        Cached = Cached,
        Venue = Venue,
        Options = Options,
        Now = Now,
        Plan = Plan.Id,
        Notes = notes,
    };
}

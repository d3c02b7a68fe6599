namespace PositionRecovery.Testing;

/// <summary>A venue that says what it was told to say, and writes down what it was asked: for unit tests of what asks.
/// A query for which nothing was prepared fails.</summary>
/// <remarks>Thread-safe. What was prepared for the next query of a kind comes first, in the order of preparing; then
/// what was prepared for all, the latest first.</remarks>
public sealed class ScriptedVenue : IVenueReportProvider
{
    private readonly Lock _gate = new();

    private readonly List<Line> _next = [];

    private readonly List<Line> _always = [];

    private readonly List<VenueQuery> _queries = [];

    /// <summary>Makes one for which nothing is prepared.</summary>
    /// <param name="profile">What it says of itself.</param>
    public ScriptedVenue(VenueProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Profile = profile;
    }

    /// <inheritdoc/>
    public VenueProfile Profile { get; }

    /// <summary>What it was asked so far, in order.</summary>
    public IReadOnlyList<VenueQuery> Queries
    {
        get
        {
            lock (_gate)
            {
                return [.. _queries];
            }
        }
    }

    /// <summary>Prepares an answer to all queries of its kind about its account and instrument. It is given as it is,
    /// whatever else the query asks.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>This venue.</returns>
    public ScriptedVenue Always(VenueAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add(_always, Line.Of(answer));
    }

    /// <summary>Prepares the answers to all queries of a kind.</summary>
    /// <typeparam name="TQuery">The kind.</typeparam>
    /// <param name="answer">Makes the answer. May throw, wait or hang.</param>
    /// <returns>This venue.</returns>
    public ScriptedVenue Always<TQuery>(Func<TQuery, CancellationToken, ValueTask<VenueAnswer>> answer)
        where TQuery : VenueQuery => Add(_always, Line.Of(answer));

    /// <summary>Prepares an answer to the next query of its kind about its account and instrument.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>This venue.</returns>
    public ScriptedVenue Next(VenueAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add(_next, Line.Of(answer));
    }

    /// <summary>Prepares the answer to the next query of a kind.</summary>
    /// <typeparam name="TQuery">The kind.</typeparam>
    /// <param name="answer">Makes the answer. May throw, wait or hang.</param>
    /// <returns>This venue.</returns>
    public ScriptedVenue Next<TQuery>(Func<TQuery, CancellationToken, ValueTask<VenueAnswer>> answer)
        where TQuery : VenueQuery => Add(_next, Line.Of(answer));

    /// <inheritdoc/>
    public ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        Line? line;
        lock (_gate)
        {
            _queries.Add(query);
            line = _next.Find(l => l.IsFor(query));
            if (line is not null)
            {
                _next.Remove(line);
            }

            line ??= _always.FindLast(l => l.IsFor(query));
        }

        return line?.AnswerAsync(query, cancellationToken)
            ?? new ValueTask<VenueAnswer>(VenueAnswer.Failed(query, "nothing is prepared for this query"));
    }

    private ScriptedVenue Add(List<Line> lines, Line line)
    {
        lock (_gate)
        {
            lines.Add(line);
        }

        return this;
    }

    private sealed record Line(
        Func<VenueQuery, bool> IsFor, Func<VenueQuery, CancellationToken, ValueTask<VenueAnswer>> AnswerAsync)
    {
        internal static Line Of(VenueAnswer answer) => new(
            q => q.GetType() == answer.Query.GetType() && q.Account == answer.Query.Account
                && q.Instrument == answer.Query.Instrument,
            (_, _) => new ValueTask<VenueAnswer>(answer));

        internal static Line Of<TQuery>(Func<TQuery, CancellationToken, ValueTask<VenueAnswer>> answer)
            where TQuery : VenueQuery
        {
            ArgumentNullException.ThrowIfNull(answer);
            return new(static q => q is TQuery, (q, token) => answer((TQuery)q, token));
        }
    }
}

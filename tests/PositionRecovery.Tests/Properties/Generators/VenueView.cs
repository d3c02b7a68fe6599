namespace PositionRecovery.Tests;

/// <summary>The venue of a world: it answers every query truthfully, as completely as its script allows. Its lists may
/// lack executions (<see cref="VenueScript.Withheld"/>); its positions and orders never do.</summary>
internal sealed class VenueView
{
    private readonly TradedWorld _world;
    private readonly VenueScript _script;
    private readonly DateTimeOffset _historyFrom;

    internal VenueView(TradedWorld world, VenueScript script, DateTimeOffset historyFrom)
    {
        _world = world;
        _script = script;
        _historyFrom = historyFrom;
        AsOf = world.End.AddMinutes(1);
    }

    /// <summary>The leverage the engine expects.</summary>
    internal static decimal Leverage => 5m;

    /// <summary>When it was asked; nothing happens after that.</summary>
    internal DateTimeOffset AsOf { get; }

    /// <summary>The venue time from which on its list of executions shows everything; <c>null</c> without a list.
    /// </summary>
    internal DateTimeOffset? FillsFrom => _script.Fills switch
    {
        ListStyle.All => TradedWorld.Start.AddDays(-1),
        ListStyle.Since or ListStyle.Partial when _world.Events.Count > 0 =>
            _world.Events[Math.Min(_world.EventsBefore(_script.FillsFrom), _world.Events.Count - 1)].At,
        ListStyle.Since or ListStyle.Partial => TradedWorld.Start,
        _ => null,
    };

    /// <summary>Whether it answered everything there is to ask, in full.</summary>
    internal bool IsComplete =>
        _script.Fills == ListStyle.All && _script.Withheld == 0
        && new[] { _script.Positions, _script.Orders, _script.History, _script.Accounts }.All(IsAnswered);

    internal static PositionMode ModeOf(AccountKind kind) =>
        kind == AccountKind.Hedging ? PositionMode.Hedging : PositionMode.Netting;

    internal static string IdentityOf(AccountId account) => $"number of {account}";

    /// <summary>Whether its lists lack this execution.</summary>
    internal bool IsWithheld(Execution execution) => (_script.Withheld >> (execution.Number % 16) & 1) == 1;

    /// <summary>Whether its lists show this execution.</summary>
    internal bool Lists(Execution execution) => FillsFrom <= execution.At && !IsWithheld(execution);

    internal VenueSnapshot Snapshot() => VenueSnapshot.Of([.. _world.Accounts.SelectMany(AnswersFor)]);

    /// <summary>Answers a question that came up later. What failed before fails again.</summary>
    internal VenueAnswer Answer(VenueQuery query, int round)
    {
        DateTimeOffset at = AsOf.AddMinutes(round);
        return StyleOf(query) == AnswerStyle.Failed
            ? VenueAnswer.Failed(query, "timeout")
            : query is FillsQuery fills ? ListOf(fills, at) : Complete(query, at);
    }

    private IEnumerable<VenueAnswer> AnswersFor(Market account) =>
        QueriesFor(account).SelectMany(query => query is FillsQuery fills
            ? _script.Fills == ListStyle.NotAsked ? [] : [ListOf(fills, AsOf)]
            : AnswersTo(query));

    private IEnumerable<VenueQuery> QueriesFor(Market account)
    {
        AccountId id = account.Account;
        yield return new AccountQuery { Account = id };
        yield return new InstrumentsQuery { Account = id };
        yield return account.Kind == AccountKind.Spot
            ? new BalancesQuery { Account = id }
            : new PositionsQuery { Account = id };
        InstrumentId?[] scopes = _script.IsPerInstrument
            ? [.. _world.Markets.Where(m => m.Account == id).Select(m => (InstrumentId?)m.Instrument.Id)]
            : [null];
        foreach (InstrumentId? instrument in scopes)
        {
            yield return new OpenOrdersQuery { Account = id, Instrument = instrument };
            yield return new OrderHistoryQuery { Account = id, Instrument = instrument, From = _historyFrom };
            yield return new FillsQuery { Account = id, Instrument = instrument, From = AskedFrom };
            yield return new MarksQuery { Account = id, Instrument = instrument };
        }
    }

    /// <summary>A list that ends early was asked for from the beginning.</summary>
    private DateTimeOffset AskedFrom =>
        _script.Fills == ListStyle.Since ? FillsFrom!.Value : TradedWorld.Start.AddDays(-1);

    /// <summary>Positions and balances may be older than the other answers.</summary>
    private DateTimeOffset MomentOf(VenueQuery query) =>
        _script.Lag > 0 && _world.Events.Count > 0 && query is PositionsQuery or BalancesQuery
            ? _world.Events[Math.Max(0, _world.EventsBefore(100 - _script.Lag) - 1)].At
            : AsOf;

    private bool IsStranger => _script.Accounts == AnswerStyle.Stranger;

    private IEnumerable<VenueAnswer> AnswersTo(VenueQuery query) => StyleOf(query) switch
    {
        AnswerStyle.Stranger or AnswerStyle.Complete => [Complete(query, MomentOf(query))],
        AnswerStyle.Twice =>
            [Complete(query, MomentOf(query).AddSeconds(-30)), Complete(query, MomentOf(query))],
        AnswerStyle.Failed => [VenueAnswer.Failed(query, "timeout")],
        _ => [],
    };

    private AnswerStyle StyleOf(VenueQuery query) => query switch
    {
        PositionsQuery or BalancesQuery => _script.Positions,
        OpenOrdersQuery or OrderQuery => _script.Orders,
        OrderHistoryQuery => _script.History,
        AccountQuery => _script.Accounts,
        MarksQuery => _script.HasMarks ? AnswerStyle.Complete : AnswerStyle.NotAsked,
        FillsQuery => _script.Fills == ListStyle.Failed ? AnswerStyle.Failed : AnswerStyle.Complete,
        _ => AnswerStyle.Complete,
    };

    private VenueAnswer Complete(VenueQuery query, DateTimeOffset at) =>
        VenueAnswer.Complete(query, at, IsStranger ? OfAStranger(query) : VenueReports.For(_world, _script, query, at));

    private VenueAnswer ListOf(FillsQuery query, DateTimeOffset at)
    {
        if (_script.Fills == ListStyle.Failed)
        {
            return VenueAnswer.Failed(query, "timeout");
        }

        DateTimeOffset kept = _script.Fills == ListStyle.Partial ? FillsFrom!.Value : TradedWorld.Start.AddDays(-1);
        DateTimeOffset from = query.From > kept ? query.From : kept;
        IReadOnlyList<VenueReport> listed = VenueReports.Fills(
            _world, query, e => e.At >= from && !IsWithheld(e) && !IsStranger);
        return query.From >= kept
            ? VenueAnswer.Complete(query, at, listed)
            : VenueAnswer.Partial(query, kept, at, listed, "executions are kept for a limited time");
    }

    /// <summary>What the key of another account shows: that account's number, and nothing of ours.</summary>
    private static IReadOnlyList<VenueReport> OfAStranger(VenueQuery query) =>
        query is AccountQuery ? [new AccountReport { Account = query.Account, Identity = "somebody else" }] : [];

    private static bool IsAnswered(AnswerStyle style) => style is AnswerStyle.Complete or AnswerStyle.Twice;
}

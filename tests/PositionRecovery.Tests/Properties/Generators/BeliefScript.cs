namespace PositionRecovery.Tests;

/// <summary>What the engine remembered when it stopped.</summary>
/// <param name="Kind">In which form it kept its books.</param>
/// <param name="Cut">How much of the story it lived through, in percent.</param>
/// <param name="Holes">Which events it missed before: one bit each, counted round.</param>
/// <param name="Intents">For how many events after it stopped their orders had already been made durable.</param>
/// <param name="Purged">How much of what it lived through was purged, in percent (<see cref="BeliefKind.Purged"/>).
/// </param>
/// <param name="IsAgreed">Whether its books are marked as having agreed with the venue, where they do.</param>
/// <param name="IsCanceling">Whether it was canceling its working orders when it stopped.</param>
/// <param name="KnowsIdentity">Whether it knew the venue's identity of its accounts.</param>
internal sealed record BeliefScript(
    BeliefKind Kind, int Cut, int Holes, int Intents, int Purged, bool IsAgreed, bool IsCanceling, bool KnowsIdentity);

/// <summary>In which form the engine kept its books.</summary>
internal enum BeliefKind
{
    /// <summary>Every order and execution since the books were flat.</summary>
    Full,

    /// <summary>What is older than a horizon is carried as an opening balance.</summary>
    Purged,

    /// <summary>Quantities and averages only, as an engine without a history would hand them over.</summary>
    Bare,

    /// <summary>As <see cref="Bare"/>, and without books of the accounts.</summary>
    StrategiesOnly,

    /// <summary>Nothing: a cold start.</summary>
    Cold,
}

/// <summary>How the venue answers.</summary>
/// <param name="Average">How it reports the average prices of positions.</param>
/// <param name="Fills">Whether and from when on it lists executions.</param>
/// <param name="FillsFrom">Where such a list starts, in percent of the story.</param>
/// <param name="Positions">Whether it answers for positions (on spot, for balances).</param>
/// <param name="Orders">Whether it answers for working orders.</param>
/// <param name="History">Whether it answers for closed orders.</param>
/// <param name="Accounts">Whether it tells which account it answers for.</param>
/// <param name="HasMarks">Whether it reports mark prices.</param>
/// <param name="ShowsFlat">Whether it lists positions of quantity 0.</param>
/// <param name="IsPerInstrument">Whether it is asked for one instrument at a time.</param>
/// <param name="HasOrderAverages">Whether orders carry the average price of what was executed.</param>
/// <param name="Withheld">Which executions its lists lack although they count: one bit each, counted round.</param>
/// <param name="Deposit">Spot: what the account holds besides what was traded, in lots.</param>
/// <param name="Lag">How much of the story its positions are behind its other answers, in percent.</param>
/// <param name="HasOtherLeverage">Whether its positions have another leverage than the engine expects.</param>
internal sealed record VenueScript(
    AverageStyle Average,
    ListStyle Fills,
    int FillsFrom,
    AnswerStyle Positions,
    AnswerStyle Orders,
    AnswerStyle History,
    AnswerStyle Accounts,
    bool HasMarks,
    bool ShowsFlat,
    bool IsPerInstrument,
    bool HasOrderAverages,
    int Withheld,
    int Deposit,
    int Lag,
    bool HasOtherLeverage);

/// <summary>How average prices of positions are reported.</summary>
internal enum AverageStyle
{
    Exact,
    Rounded,
    Absent,
    Zero,
}

/// <summary>Whether executions are listed.</summary>
internal enum ListStyle
{
    /// <summary>All since before the story began.</summary>
    All,

    /// <summary>All since a later moment, which is what was asked for.</summary>
    Since,

    /// <summary>Less than was asked for: the venue keeps them for a limited time.</summary>
    Partial,

    /// <summary>The query failed.</summary>
    Failed,

    /// <summary>The query was never asked.</summary>
    NotAsked,
}

/// <summary>Whether a query was answered.</summary>
internal enum AnswerStyle
{
    Complete,

    /// <summary>Twice, a quiet period apart.</summary>
    Twice,
    Failed,
    NotAsked,

    /// <summary>Only for accounts: the key belongs to another account, and all answers are about that one, which is
    /// empty.</summary>
    Stranger,
}

/// <summary>How the reconciliation is set up.</summary>
/// <param name="IsClaimed">Whether strategy alpha claims what others do on the first market.</param>
/// <param name="KeepsSeparate">Whether external reductions stay nobody's.</param>
/// <param name="IsProRata">Whether owners are reduced in proportion.</param>
/// <param name="AllowsMassFlattening">Whether an operator allowed many positions to be closed on absence.</param>
internal sealed record OptionsScript(bool IsClaimed, bool KeepsSeparate, bool IsProRata, bool AllowsMassFlattening)
{
    internal ReconciliationOptions Build(TradedWorld world)
    {
        var options = new ReconciliationOptions
        {
            ExternalReductions = KeepsSeparate ? ExternalReductions.KeepSeparate : ExternalReductions.ReduceOwners,
            ReductionOrder = IsProRata ? ReductionOrder.ProRata : ReductionOrder.LastInFirstOut,
            AllowMassFlattening = AllowsMassFlattening,
        };
        if (IsClaimed)
        {
            Market first = world.Markets[0];
            options.Claims.Add(new ExternalClaim
            {
                Strategy = TrueOrder.OwnerOf(Actor.Alpha), Account = first.Account, Instrument = first.Instrument.Id,
            });
        }

        return options;
    }
}

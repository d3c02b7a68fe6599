namespace PositionRecovery;

/// <summary>How far one position of an account can be trusted after the plan. Immutable.</summary>
public sealed record InstrumentVerdict
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The leg in hedging mode.</summary>
    public PositionSide Side { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init => field = Guard.Known(value); }

    /// <summary>Why, in one sentence.</summary>
    public required string Explanation
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Explanation));
    }

    /// <summary>Whether a question about this position is open.</summary>
    public bool IsPending { get; init; }

    /// <summary>Whether the plan leaves a gap it could have closed (<see
    /// cref="ReconciliationOptions.GenerateMissingOrders"/> is off).</summary>
    public bool IsWithheld { get; init; }

    /// <summary>What operators see.</summary>
    /// <param name="isCommitted">Whether the plan was committed; <c>false</c> for a dry run.</param>
    /// <returns>The state.</returns>
    public SyncStatus StatusWhen(bool isCommitted) => this switch
    {
        { IsPending: true } => SyncStatus.Pending,
        { IsWithheld: true } => SyncStatus.Drift,
        { Verdict: Verdict.Unverified } => SyncStatus.Failed,
        { Verdict: Verdict.Repaired or Verdict.Estimated } when !isCommitted => SyncStatus.Drift,
        _ => SyncStatus.Synced,
    };
}

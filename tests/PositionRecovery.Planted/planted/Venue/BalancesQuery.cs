namespace PositionRecovery;

/// <summary>What does the account hold?</summary>
public sealed record BalancesQuery : VenueQuery
{
    /// <inheritdoc/>
    internal override string Kind => "balances";
}

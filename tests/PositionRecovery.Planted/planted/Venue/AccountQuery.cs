namespace PositionRecovery;

/// <summary>Which account is this, and how does it keep positions?</summary>
public sealed record AccountQuery : VenueQuery
{
    /// <inheritdoc/>
    internal override string Kind => "account";
}

namespace PositionRecovery;

/// <summary>An account as the venue reports it.</summary>
public sealed record AccountReport : VenueReport
{
    /// <summary>The venue's own number or name of the account.</summary>
    public string? Identity { get; init => field = Guard.Bounded(value); }

    /// <summary>How it keeps positions.</summary>
    public PositionMode Mode { get; init => field = Guard.Defined(value); }

    /// <inheritdoc/>
    internal override string Kind => "account";
}

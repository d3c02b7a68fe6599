namespace PositionRecovery;

/// <summary>What the engine knows of an account as a whole. Immutable.</summary>
public sealed record AccountSnapshot
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's own number or name of the account, by which keys of another account are recognised;
    /// <c>null</c> when the venue gives none or it was never asked.</summary>
    public string? Identity { get; init => field = Guard.Bounded(value); }

    /// <summary>How positions were kept when last reported.</summary>
    public PositionMode Mode { get; init => field = Guard.Defined(value); }

    /// <summary>The venue time up to which all books of the account are known to have agreed with the venue.</summary>
    public DateTimeOffset? AgreedAt { get; init; }
}

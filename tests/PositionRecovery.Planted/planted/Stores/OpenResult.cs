namespace PositionRecovery;

/// <summary>What came of asking for the ownership of a trader. Immutable.</summary>
public sealed record OpenResult
{
    /// <summary>The lease; <c>null</c> when somebody else holds the trader.</summary>
    public StoreLease? Lease { get; init; }

    /// <summary>Who holds the trader: with a lease, oneself.</summary>
    public string? CurrentOwner { get; init => field = Guard.Bounded(value); }

    /// <summary>What an operator should know of this store, in plain words: settings that can lose data, rows that
    /// could not be migrated.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = FrozenList<string>.CopyOf(value, nameof(Warnings));
    } = FrozenList<string>.Empty;
}

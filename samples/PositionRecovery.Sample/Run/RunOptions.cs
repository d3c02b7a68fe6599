namespace PositionRecovery.Sample;

/// <summary>How to run the sample's engine.</summary>
internal sealed record RunOptions
{
    /// <summary>Where its state lives; <c>null</c> for memory.</summary>
    public StoreAddress? Store { get; init; }

    /// <summary>Where the simulated exchange is kept between runs; <c>null</c> to begin with an empty one.</summary>
    public string? ExchangeFile { get; init; }

    public required IReadOnlyList<Listing> Listings { get; init; }

    /// <summary>How long; <c>null</c> until Ctrl-C.</summary>
    public TimeSpan? Duration { get; init; }

    public bool Resumes { get; init; }

    public RunKind Kind { get; init; }
}
